package org.pragnanz.matrix;

import java.util.Arrays;
import org.pragnanz.concurrent.Workers;

/**
 * A matrix A (n × p) cut into chunks of {@value #SIDE} rows at most, and its two products with a
 * few rows: X Aᵀ and Y A. Memory is twice A's, which is laid out for either.
 *
 * <p>Sums are float32, over chunks in the chunks' order: the bits depend on A alone, not on the
 * number of threads nor on the processor.
 */
final class Chunks {
  /** Rows that stay in the second cache for both products. */
  static final int SIDE = 512;

  final int n;
  final int p;
  final int count;

  /** Rows of all chunks but the last: about as many, so that threads end together. */
  private final int side;

  /** A's rows, by chunk. */
  private final PackedMatrix[] rows;

  /** Their transpose. */
  private final PackedMatrix[] columns;

  private final Workers workers;

  Chunks(FloatMatrix matrix, Workers workers) {
    n = matrix.rows();
    p = matrix.columns();
    count = (n + SIDE - 1) / SIDE;
    side = PackedMatrix.padded((n + count - 1) / count);
    rows = new PackedMatrix[count];
    columns = new PackedMatrix[count];
    this.workers = workers;
    workers.forEach(count, chunk -> cut(matrix.values(), chunk));
  }

  private void cut(float[] a, int chunk) {
    rows[chunk] = new PackedMatrix(rows(chunk), p);
    for (int i = 0; i < rows(chunk); i++) {
      rows[chunk].set(i, a, (from(chunk) + i) * p);
    }
    columns[chunk] = new PackedMatrix(p, rows(chunk));
    float[] column = new float[rows(chunk)];
    for (int j = 0; j < p; j++) {
      for (int i = 0; i < column.length; i++) {
        column[i] = a[(from(chunk) + i) * p + j];
      }
      columns[chunk].set(j, column, 0);
    }
  }

  /** First row of a chunk. */
  int from(int chunk) {
    return chunk * side;
  }

  /** Rows of a chunk. */
  int rows(int chunk) {
    return Math.min(side, n - from(chunk));
  }

  /**
   * One chunk's columns of X Aᵀ.
   *
   * @param x X, (k, p): a row every {@code stride}
   * @return (k, the chunk's rows), as of {@link PackedMatrix#times}
   */
  float[] timesTransposed(float[] x, int stride, int k, int chunk) {
    return columns[chunk].times(x, 0, stride, k);
  }

  /** X Aᵀ whole, (k, n), for X (k, p). */
  float[] timesTransposed(float[] x, int k) {
    float[] whole = new float[Math.multiplyExact(k, n)];
    workers.forEach(
        count,
        chunk -> {
          float[] part = timesTransposed(x, p, k, chunk);
          for (int t = 0; t < k; t++) {
            System.arraycopy(
                part,
                t * PackedMatrix.padded(rows(chunk)),
                whole,
                t * n + from(chunk),
                rows(chunk));
          }
        });
    return whole;
  }

  /**
   * One chunk's part of Y A.
   *
   * @param y Y, (k, ...): the chunk's first column is at {@code from}, a row every {@code stride}
   * @return (k, p), as of {@link PackedMatrix#times}
   */
  float[] times(float[] y, int from, int stride, int k, int chunk) {
    return rows[chunk].times(y, from, stride, k);
  }

  /** Y A whole, (k, p), for Y (k, n). */
  float[] times(float[] y, int k) {
    float[][] parts = new float[count][];
    workers.forEach(count, chunk -> parts[chunk] = times(y, from(chunk), n, k, chunk));
    return PackedMatrix.trimmed(sum(parts), k, p);
  }

  /**
   * ‖A − U W‖² over one chunk's rows, in float64.
   *
   * @param u the chunk's columns of Uᵀ, (k, padded)
   * @param w W, (k, padded)
   */
  double squaredResiduals(float[] u, float[] w, int k, int chunk) {
    double sum = 0;
    double[] fitted = new double[p];
    for (int i = 0; i < rows(chunk); i++) {
      Arrays.fill(fitted, 0);
      for (int t = 0; t < k; t++) {
        double code = u[t * PackedMatrix.padded(rows(chunk)) + i];
        for (int j = 0; j < p; j++) {
          fitted[j] += code * w[t * PackedMatrix.padded(p) + j];
        }
      }
      for (int j = 0; j < p; j++) {
        double residual = rows[chunk].get(i, j) - fitted[j];
        sum += residual * residual;
      }
    }
    return sum;
  }

  /** The chunks' parts, added in their order. */
  static float[] sum(float[][] parts) {
    float[] sum = new float[parts[0].length];
    for (float[] part : parts) {
      for (int i = 0; i < sum.length; i++) {
        sum[i] += part[i];
      }
    }
    return sum;
  }
}
