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

  /** Lays a picture, which must lie within this one, over its pixels. */
  public void put(RgbImage picture, int left, int top) {
    int stride = 3 * picture.width;
    for (int y = 0; y < picture.height; y++) {
      System.arraycopy(picture.pixels, y * stride, pixels, 3 * ((top + y) * width + left), stride);
    }
  }
}
