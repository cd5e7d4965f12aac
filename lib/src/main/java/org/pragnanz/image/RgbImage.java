package org.pragnanz.image;

/**
 * An 8-bit sRGB picture.
 *
 * @param width in pixels
 * @param height in pixels
 * @param pixels interleaved R, G, B, row by row, length 3·width·height; shared, not copied
 */
public record RgbImage(int width, int height, byte[] pixels) {
  public RgbImage {
    if (pixels.length != 3 * width * height) {
      throw new IllegalArgumentException(
          pixels.length + " bytes are no " + width + "×" + height + " RGB image");
    }
  }
}
