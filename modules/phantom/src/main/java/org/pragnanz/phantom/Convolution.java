package org.pragnanz.phantom;

/**
 * A square 2-d convolution over square planes.
 *
 * @param weights (out, in·kernel·kernel)
 * @param kernel height and width of the window
 * @param stride its step
 * @param padding zeros around the input
 */
record Convolution(float[][] weights, int kernel, int stride, int padding) {
  /** Patches at a time: they stay in the second cache while every output channel reads them. */
  private static final int BLOCK = 32;

  /**
   * @param planes (in, side·side)
   * @return (out, side'·side')
   */
  float[][] apply(float[][] planes) {
    int side = (int) Math.round(Math.sqrt(planes[0].length));
    int width = side + 2 * padding;
    int out = (width - kernel) / stride + 1;
    float[][] sums = new float[weights.length][out * out];
    float[][] padded = new float[planes.length][];
    for (int c = 0; c < planes.length; c++) {
      padded[c] = pad(planes[c], side, width);
    }
    int taps = kernel * kernel;
    int all = planes.length * taps;
    for (int first = 0; first < all; first += BLOCK) {
      float[][] patches = new float[Math.min(BLOCK, all - first)][out * out];
      for (int l = 0; l < patches.length; l++) {
        int tap = (first + l) % taps;
        int start = tap / kernel * width + tap % kernel;
        gather(padded[(first + l) / taps], start, width, out, patches[l]);
      }
      Rows.addProduct(weights, first, patches, sums);
    }
    return sums;
  }

  private float[] pad(float[] plane, int side, int width) {
    float[] padded = new float[width * width];
    for (int y = 0; y < side; y++) {
      System.arraycopy(plane, y * side, padded, (y + padding) * width + padding, side);
    }
    return padded;
  }

  private void gather(float[] plane, int start, int width, int out, float[] patch) {
    for (int y = 0; y < out; y++) {
      int from = start + y * stride * width;
      for (int x = 0; x < out; x++) {
        patch[y * out + x] = plane[from + x * stride];
      }
    }
  }
}
