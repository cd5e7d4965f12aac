package org.pragnanz.image;

import java.util.Arrays;

/**
 * Chroma of half the rows (4:4:0, as a camera's 4:2:2 picture becomes when it is turned without
 * loss). The libjpeg 6b that comes with most JDKs repeats such rows; libjpeg-turbo, which Pillow
 * and some distributions' JDKs use, interpolates them (jdsample.c, h1v2_fancy_upsample): three
 * parts of the nearer row, one of the further.
 */
final class TallChroma {
  private TallChroma() {}

  /**
   * Replaces chroma rows by interpolated ones where the decoder repeated them.
   *
   * @param ycc interleaved Y, Cb, Cr, row by row
   */
  static void smooth(byte[] ycc, int width, int height) {
    int stride = 3 * width;
    if (!repeated(ycc, stride, height)) {
      return;
    }
    int rows = (height + 1) / 2;
    byte[][] chroma = new byte[rows][];
    for (int r = 0; r < rows; r++) {
      chroma[r] = Arrays.copyOfRange(ycc, 2 * r * stride, (2 * r + 1) * stride);
    }
    for (int y = 0; y < height; y++) {
      boolean upper = y % 2 == 0;
      byte[] near = chroma[y / 2];
      byte[] far = chroma[Math.max(0, Math.min(rows - 1, y / 2 + (upper ? -1 : 1)))];
      int bias = upper ? 1 : 2;
      for (int i = 0; i < stride; i++) {
        if (i % 3 != 0) {
          ycc[y * stride + i] = (byte) (((near[i] & 0xFF) * 3 + (far[i] & 0xFF) + bias) >> 2);
        }
      }
    }
  }

  private static boolean repeated(byte[] ycc, int stride, int height) {
    for (int y = 0; y + 1 < height; y += 2) {
      for (int i = y * stride; i < (y + 1) * stride; i += 3) {
        if (ycc[i + 1] != ycc[i + stride + 1] || ycc[i + 2] != ycc[i + stride + 2]) {
          return false;
        }
      }
    }
    return true;
  }
}
