package org.pragnanz.image;

import java.util.Arrays;

/**
 * Pillow's resize with its bilinear filter (Resample.c): a triangle that is widened by the scale
 * when a picture shrinks, weights of 22 fractional bits, first along rows into 8 bits, then along
 * columns into 8 bits.
 *
 * <p>Only what a window of the resized picture needs is computed.
 */
final class Resampling {
  private static final int PRECISION = 22;
  private static final int HALF = 1 << (PRECISION - 1);

  private Resampling() {}

  /**
   * The filter's weights for some output positions along one axis.
   *
   * @param start first input position of each
   * @param weights of each, from its first position on
   */
  private record Taps(int[] start, int[][] weights) {
    int first() {
      return start[0];
    }

    int end() {
      int last = start.length - 1;
      return start[last] + weights[last].length;
    }
  }

  /**
   * Resizes and cuts: columns {@code left} to {@code left + columns} and rows {@code top} to {@code
   * top + rows} of the picture at {@code width}×{@code height}.
   */
  static RgbImage window(
      RgbImage image, int width, int height, int left, int top, int columns, int rows) {
    Taps across = taps(image.width(), width, left, columns);
    Taps down = taps(image.height(), height, top, rows);
    byte[] narrowed = alongRows(image, across, down.first(), down.end());
    return new RgbImage(columns, rows, alongColumns(narrowed, 3 * columns, down));
  }

  private static Taps taps(int in, int out, int from, int count) {
    double scale = (double) in / out;
    double support = Math.max(scale, 1);
    int[] start = new int[count];
    int[][] weights = new int[count][];
    for (int i = 0; i < count; i++) {
      if (in == out) {
        // Pillow skips the pass.
        start[i] = from + i;
        weights[i] = new int[] {1 << PRECISION};
        continue;
      }
      double center = (from + i + 0.5) * scale;
      start[i] = Math.max(0, (int) (center - support + 0.5));
      int end = Math.min(in, (int) (center + support + 0.5));
      weights[i] = weights(start[i], end, center, 1 / support);
    }
    return new Taps(start, weights);
  }

  private static int[] weights(int start, int end, double center, double narrowing) {
    double[] exact = new double[end - start];
    double sum = 0;
    for (int j = 0; j < exact.length; j++) {
      exact[j] = Math.max(0, 1 - Math.abs((j + start - center + 0.5) * narrowing));
      sum += exact[j];
    }
    int[] fixed = new int[exact.length];
    for (int j = 0; j < fixed.length; j++) {
      fixed[j] = (int) (0.5 + exact[j] / sum * (1 << PRECISION));
    }
    return fixed;
  }

  private static byte[] alongRows(RgbImage image, Taps taps, int firstRow, int endRow) {
    byte[] in = image.pixels();
    int columns = taps.start().length;
    byte[] out = new byte[3 * columns * (endRow - firstRow)];
    for (int y = firstRow, o = 0; y < endRow; y++) {
      int row = 3 * y * image.width();
      for (int x = 0; x < columns; x++, o += 3) {
        int red = HALF;
        int green = HALF;
        int blue = HALF;
        int i = row + 3 * taps.start()[x];
        for (int weight : taps.weights()[x]) {
          red += (in[i] & 0xFF) * weight;
          green += (in[i + 1] & 0xFF) * weight;
          blue += (in[i + 2] & 0xFF) * weight;
          i += 3;
        }
        // The weights are positive and sum to one: no value can leave 0 to 255.
        out[o] = (byte) (red >> PRECISION);
        out[o + 1] = (byte) (green >> PRECISION);
        out[o + 2] = (byte) (blue >> PRECISION);
      }
    }
    return out;
  }

  private static byte[] alongColumns(byte[] in, int stride, Taps taps) {
    int rows = taps.start().length;
    byte[] out = new byte[stride * rows];
    int[] sums = new int[stride];
    for (int y = 0; y < rows; y++) {
      Arrays.fill(sums, HALF);
      int i = (taps.start()[y] - taps.first()) * stride;
      for (int weight : taps.weights()[y]) {
        for (int x = 0; x < stride; x++) {
          sums[x] += (in[i + x] & 0xFF) * weight;
        }
        i += stride;
      }
      for (int x = 0; x < stride; x++) {
        out[y * stride + x] = (byte) (sums[x] >> PRECISION);
      }
    }
    return out;
  }
}
