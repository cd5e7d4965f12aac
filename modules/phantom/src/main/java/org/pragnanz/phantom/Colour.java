package org.pragnanz.phantom;

import org.apache.commons.rng.UniformRandomProvider;

/**
 * A colour by luminance and two colour differences (ITU-R BT.601), so that what two tones differ by
 * in luminance, which is all that the phantom's detectors see, is under control.
 *
 * @param y luminance, 0 to 1
 * @param cb blue minus luminance, scaled; around 0
 * @param cr red minus luminance, scaled; around 0
 */
record Colour(double y, double cb, double cr) {
  /** BT.601's shares of red, green and blue in luminance. */
  static final double[] LUMINANCE = {0.299, 0.587, 0.114};

  /** Draws a colour of any hue with a luminance between the given ones. */
  static Colour draw(UniformRandomProvider random, double darkest, double lightest) {
    double hue = random.nextDouble(0, 2 * Math.PI);
    double chroma = random.nextDouble(0.06, 0.2);
    return new Colour(
        random.nextDouble(darkest, lightest),
        chroma * StrictMath.cos(hue),
        chroma * StrictMath.sin(hue));
  }

  /** This colour where {@code share} is 0, the other where it is 1. */
  Colour towards(Colour other, double share) {
    return new Colour(
        y + share * (other.y - y), cb + share * (other.cb - cb), cr + share * (other.cr - cr));
  }

  /** Writes red, green and blue, 8 bits each, into three places from {@code at} on. */
  void put(byte[] pixels, int at) {
    pixels[at] = level(y + 1.402 * cr);
    pixels[at + 1] = level(y - 0.344136 * cb - 0.714136 * cr);
    pixels[at + 2] = level(y + 1.772 * cb);
  }

  private static byte level(double value) {
    return (byte) Math.rint(255 * Math.max(0, Math.min(1, value)));
  }
}
