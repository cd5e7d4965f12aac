package org.pragnanz.matrix;

/**
 * A matrix X (m × width), packed for products with a few rows: in blocks of {@value #SIDE} columns,
 * the block's m rows one after the other; zeros fill the last block.
 *
 * <p>Every entry of a product is one float32 sum in the order of X's rows, by fused multiply-adds:
 * the bits do not depend on how many numbers an instruction of the processor takes.
 */
final class PackedMatrix {
  private static final int SIDE = Vectors.SIDE;
  private static final int TEN = Vectors.TEN;

  private final int rows;
  private final int width;
  private final float[][] blocks;

  /** Some of C, transposed. Kept, as the product is: rounds would leave 500 MB to collect. */
  private final float[] weights;

  private float[] product = {};

  /** Zeros. */
  PackedMatrix(int rows, int width) {
    this.rows = rows;
    this.width = width;
    blocks = new float[padded(width) / SIDE][Math.multiplyExact(rows, SIDE)];
    weights = new float[rows * TEN];
  }

  /** The width of whole blocks. */
  static int padded(int width) {
    return (width + SIDE - 1) / SIDE * SIDE;
  }

  /** Rows of {@code width} numbers, set apart to whole blocks. */
  static float[] padded(float[] values, int k, int from, int stride, int width) {
    float[] rows = new float[Math.multiplyExact(k, padded(width))];
    for (int t = 0; t < k; t++) {
      System.arraycopy(values, from + t * stride, rows, t * padded(width), width);
    }
    return rows;
  }

  /** The same without what fills them. */
  static float[] trimmed(float[] rows, int k, int width) {
    float[] values = new float[Math.multiplyExact(k, width)];
    for (int t = 0; t < k; t++) {
      System.arraycopy(rows, t * padded(width), values, t * width, width);
    }
    return values;
  }

  float get(int row, int column) {
    return blocks[column / SIDE][row * SIDE + column % SIDE];
  }

  /** Takes a row's numbers, which begin at {@code from}. */
  void set(int row, float[] values, int from) {
    for (int column = 0; column < width; column += SIDE) {
      int some = Math.min(SIDE, width - column);
      System.arraycopy(values, from + column, blocks[column / SIDE], row * SIDE, some);
    }
  }

  /**
   * C X, in an array that the next call on this matrix takes again where it has the same size. One
   * thread at a time may call it.
   *
   * @param c C, (k, m): row t starts at {@code from + t * stride}
   * @return (k, padded width), and rows of zeros that make k a multiple of ten
   */
  float[] times(float[] c, int from, int stride, int k) {
    int stretch = padded(width);
    int size = Math.multiplyExact((k + TEN - 1) / TEN * TEN, stretch);
    if (product.length != size) {
      product = new float[size];
    }
    for (int t = 0; t < k; t += TEN) {
      for (int q = 0; q < TEN; q++) {
        for (int r = 0; r < rows; r++) {
          weights[r * TEN + q] = t + q < k ? c[from + (t + q) * stride + r] : 0;
        }
      }
      for (int block = 0; block < blocks.length; block++) {
        Vectors.multiply(weights, blocks[block], product, t * stretch + block * SIDE, stretch);
      }
    }
    return product;
  }
}
