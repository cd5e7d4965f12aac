package org.pragnanz.image;

/** Pillow's CMYK to RGB (Convert.c, cmyk2rgb). */
final class Cmyk {
  private Cmyk() {}

  /**
   * One colour of a pixel.
   *
   * @param white 255 less the black ink, 0 to 255
   * @param ink the ink that takes the colour away, 0 to 255
   */
  static byte colour(int white, int ink) {
    int product = white * ink + 128;
    return (byte) Math.max(0, white - (((product >> 8) + product) >> 8));
  }
}
