package org.pragnanz.matrix;

import java.util.Arrays;

/**
 * A matrix A (n × p) cut into chunks of {@value #ROWS} rows, and its two products with a few rows:
 * X Aᵀ and Y A. Both are sums of A's contiguous rows (or, for the first, of its transposed chunks'
 * rows) with weights, a form that the JIT turns into vector instructions without changing the order
 * of any sum. A transposed copy of A doubles its memory.
 *
 * <p>Sums within a chunk are float32 and over chunks float64, in the chunks' order: the bits depend
 * on A alone, not on the number of threads nor on the processor.
 */
final class Chunks {
  /** Rows of a chunk: long enough for vector instructions, short enough for the first cache. */
  static final int ROWS = 256;

  /** Columns that are summed at a time, so that the sums stay in the first cache. */
  private static final int WIDTH = 512;

  final int n;
  final int p;
  final int count;
  private final float[] a;
  private final float[] transposed;
  private final Workers workers;

  Chunks(FloatMatrix matrix, Workers workers) {
    n = matrix.rows();
    p = matrix.columns();
    count = (n + ROWS - 1) / ROWS;
    a = matrix.values();
    transposed = new float[a.length];
    this.workers = workers;
    workers.forEach(count, this::transpose);
  }

  /** First row of a chunk. */
  int from(int chunk) {
    return chunk * ROWS;
  }

  /** Rows of a chunk. */
  int rows(int chunk) {
    return Math.min(ROWS, n - from(chunk));
  }

  private void transpose(int chunk) {
    int rows = rows(chunk);
    int base = from(chunk) * p;
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < p; j++) {
        transposed[base + j * rows + i] = a[base + i * p + j];
      }
    }
  }

  /**
   * One chunk's columns of X Aᵀ.
   *
   * @param x (k, p)
   * @return (k, rows of the chunk)
   */
  float[][] timesTransposed(float[] x, int k, int chunk) {
    int rows = rows(chunk);
    Rows columns = new Rows(transposed, from(chunk) * p, rows);
    return weightedSums(new Rows(x, 0, p), columns, k, p, rows);
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
    for (int j = 0; j < p; j += WIDTH) {
      int width = Math.min(WIDTH, p - j);
      Rows block = new Rows(a, from(chunk) * p + j, p);
      float[][] sums = weightedSums(new Rows(y, from(chunk), n), block, k, rows(chunk), width);
      for (int t = 0; t < k; t++) {
        System.arraycopy(sums[t], 0, product, t * p + j, width);
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
    for (int i = from(chunk); i < from(chunk) + rows(chunk); i++) {
      Arrays.fill(fitted, 0);
      for (int t = 0; t < f.k(); t++) {
        double code = f.u()[t * n + i];
        for (int j = 0; j < p; j++) {
          fitted[j] += code * f.w()[t * p + j];
        }
      }
      for (int j = 0; j < p; j++) {
        double residual = a[i * p + j] - fitted[j];
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

  /** Some rows of equal length within a buffer: row i starts at {@code from + i * stride}. */
  private record Rows(float[] values, int from, int stride) {
    int at(int row) {
      return from + row * stride;
    }
  }

  /**
   * C X for C (k, m) and X (m, width). Four rows of X at a time are copied to arrays of their own:
   * the JIT makes vector instructions of a loop whose arrays are all read at the same index, and
   * not of one with offsets; that is five times faster.
   */
  private static float[][] weightedSums(Rows c, Rows x, int k, int m, int width) {
    float[][] sums = new float[k][width];
    float[][] four = new float[4][width];
    float[] weights = new float[4];
    for (int r = 0; r < m; r += 4) {
      int there = Math.min(4, m - r);
      for (int q = 0; q < there; q++) {
        System.arraycopy(x.values(), x.at(r + q), four[q], 0, width);
      }
      // Past the last row the weights are 0.
      Arrays.fill(weights, 0);
      for (int t = 0; t < k; t++) {
        System.arraycopy(c.values(), c.at(t) + r, weights, 0, there);
        add(sums[t], four[0], four[1], four[2], four[3], weights);
      }
    }
    return sums;
  }

  /** Adds four weighted arrays to a sum of their length. */
  static void add(float[] sum, float[] x0, float[] x1, float[] x2, float[] x3, float[] weights) {
    float w0 = weights[0];
    float w1 = weights[1];
    float w2 = weights[2];
    float w3 = weights[3];
    for (int i = 0; i < sum.length; i++) {
      sum[i] =
          Math.fma(
              w3, x3[i], Math.fma(w2, x2[i], Math.fma(w1, x1[i], Math.fma(w0, x0[i], sum[i]))));
    }
  }
}
