package org.pragnanz.matrix;

import java.util.Arrays;

/**
 * A matrix A (n × p) cut into chunks of {@value #SIDE} rows, and its two products with a few rows:
 * X Aᵀ and Y A. Both are sums of A's rows (or, for the first, columns) with weights, a form that
 * the JIT turns into vector instructions without changing the order of any sum. Each row and column
 * is an array of its own, since the JIT does so only where all arrays are read at the same index.
 * Memory is twice A's.
 *
 * <p>Sums within a chunk are float32 and over chunks float64, in the chunks' order: the bits depend
 * on A alone, not on the number of threads nor on the processor.
 */
final class Chunks {
  /** Entries that are summed side by side: some ten sums and what is added fit the first cache. */
  static final int SIDE = 512;

  final int n;
  final int p;
  final int count;

  /** Rows by chunk and block of columns: (rows of the chunk, columns of the block). */
  private final float[][][][] rows;

  /** Columns by chunk: (p, rows of the chunk). */
  private final float[][][] columns;

  private final Workers workers;

  Chunks(FloatMatrix matrix, Workers workers) {
    n = matrix.rows();
    p = matrix.columns();
    count = pieces(n);
    rows = new float[count][pieces(p)][][];
    columns = new float[count][][];
    this.workers = workers;
    workers.forEach(count, chunk -> cut(matrix.values(), chunk));
  }

  private static int pieces(int length) {
    return (length + SIDE - 1) / SIDE;
  }

  private void cut(float[] a, int chunk) {
    int from = from(chunk) * p;
    for (int block = 0; block < rows[chunk].length; block++) {
      int first = block * SIDE;
      rows[chunk][block] = new float[rows(chunk)][Math.min(SIDE, p - first)];
      for (int i = 0; i < rows(chunk); i++) {
        float[] row = rows[chunk][block][i];
        System.arraycopy(a, from + i * p + first, row, 0, row.length);
      }
    }
    columns[chunk] = new float[p][rows(chunk)];
    for (int i = 0; i < rows(chunk); i++) {
      for (int j = 0; j < p; j++) {
        columns[chunk][j][i] = a[from + i * p + j];
      }
    }
  }

  /** First row of a chunk. */
  int from(int chunk) {
    return chunk * SIDE;
  }

  /** Rows of a chunk. */
  int rows(int chunk) {
    return Math.min(SIDE, n - from(chunk));
  }

  /**
   * One chunk's columns of X Aᵀ.
   *
   * @param x (k, p)
   * @return (k, rows of the chunk)
   */
  float[][] timesTransposed(float[] x, int k, int chunk) {
    return weightedSums(x, 0, p, k, columns[chunk]);
  }

  /** X Aᵀ whole, (k, n), for X (k, p). */
  float[] timesTransposed(float[] x, int k) {
    float[] whole = new float[Math.multiplyExact(k, n)];
    workers.forEach(
        count,
        chunk -> {
          float[][] part = timesTransposed(x, k, chunk);
          for (int t = 0; t < k; t++) {
            System.arraycopy(part[t], 0, whole, t * n + from(chunk), rows(chunk));
          }
        });
    return whole;
  }

  /**
   * One chunk's part of Y A.
   *
   * @param y (k, n), of which the chunk's columns count
   * @return (k, p)
   */
  float[] times(float[] y, int k, int chunk) {
    float[] product = new float[k * p];
    for (int block = 0; block < rows[chunk].length; block++) {
      float[][] sums = weightedSums(y, from(chunk), n, k, rows[chunk][block]);
      for (int t = 0; t < k; t++) {
        System.arraycopy(sums[t], 0, product, t * p + block * SIDE, sums[t].length);
      }
    }
    return product;
  }

  /** Y A whole, (k, p), for Y (k, n). */
  float[] times(float[] y, int k) {
    float[][] parts = new float[count][];
    workers.forEach(count, chunk -> parts[chunk] = times(y, k, chunk));
    return sum(parts);
  }

  /** ‖A − U W‖² over one chunk's rows, in float64. */
  double squaredResiduals(Factors f, int chunk) {
    double sum = 0;
    double[] fitted = new double[p];
    for (int i = 0; i < rows(chunk); i++) {
      Arrays.fill(fitted, 0);
      for (int t = 0; t < f.k(); t++) {
        double code = f.u()[t * n + from(chunk) + i];
        for (int j = 0; j < p; j++) {
          fitted[j] += code * f.w()[t * p + j];
        }
      }
      for (int j = 0; j < p; j++) {
        double residual = columns[chunk][j][i] - fitted[j];
        sum += residual * residual;
      }
    }
    return sum;
  }

  /** The chunks' parts, added in their order in float64. */
  static float[] sum(float[][] parts) {
    double[] total = new double[parts[0].length];
    for (float[] part : parts) {
      for (int i = 0; i < total.length; i++) {
        total[i] += part[i];
      }
    }
    float[] rounded = new float[total.length];
    for (int i = 0; i < total.length; i++) {
      rounded[i] = (float) total[i];
    }
    return rounded;
  }

  /**
   * C X for X (m, width).
   *
   * @param c C, (k, m): row t starts at {@code from + t * stride}
   */
  private static float[][] weightedSums(float[] c, int from, int stride, int k, float[][] x) {
    float[][] sums = new float[k][x[0].length];
    int r = 0;
    for (; r + 3 < x.length; r += 4) {
      for (int t = 0; t < k; t++) {
        add(sums[t], x[r], x[r + 1], x[r + 2], x[r + 3], c, from + t * stride + r);
      }
    }
    int left = x.length - r;
    if (left > 0) {
      // Past the last row the weights are 0.
      float[] weights = new float[4];
      float[] x1 = x[r + Math.min(1, left - 1)];
      float[] x2 = x[r + Math.min(2, left - 1)];
      for (int t = 0; t < k; t++) {
        System.arraycopy(c, from + t * stride + r, weights, 0, left);
        add(sums[t], x[r], x1, x2, x2, weights, 0);
      }
    }
    return sums;
  }

  /** Adds four arrays to a sum of their length, with four weights from {@code at} on. */
  static void add(
      float[] sum, float[] x0, float[] x1, float[] x2, float[] x3, float[] weights, int at) {
    float w0 = weights[at];
    float w1 = weights[at + 1];
    float w2 = weights[at + 2];
    float w3 = weights[at + 3];
    for (int i = 0; i < sum.length; i++) {
      sum[i] =
          Math.fma(
              w3, x3[i], Math.fma(w2, x2[i], Math.fma(w1, x1[i], Math.fma(w0, x0[i], sum[i]))));
    }
  }
}
