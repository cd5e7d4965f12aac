package org.pragnanz.matrix;

import java.util.Arrays;

/** Inner products between the rows of a matrix. */
final class Gram {
  private Gram() {}

  /** Inner products of m rows, (m, m), in float64. */
  static double[][] of(float[] rows, int m) {
    int length = rows.length / m;
    float[][] apart = new float[m][];
    for (int t = 0; t < m; t++) {
      apart[t] = Arrays.copyOfRange(rows, t * length, (t + 1) * length);
    }
    return of(apart);
  }

  /** The same for rows of equal length. */
  static double[][] of(float[][] rows) {
    int m = rows.length;
    double[][] gram = new double[m][m];
    for (int s = 0; s < m; s++) {
      for (int t = s; t < m; t++) {
        gram[s][t] = dot(rows[s], rows[t]);
        gram[t][s] = gram[s][t];
      }
    }
    return gram;
  }

  /** Four sums side by side, since each addition waits for the one before. */
  private static double dot(float[] x, float[] y) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int i = 0;
    for (; i + 3 < x.length; i += 4) {
      sum0 += (double) x[i] * y[i];
      sum1 += (double) x[i + 1] * y[i + 1];
      sum2 += (double) x[i + 2] * y[i + 2];
      sum3 += (double) x[i + 3] * y[i + 3];
    }
    for (; i < x.length; i++) {
      sum0 += (double) x[i] * y[i];
    }
    return sum0 + sum1 + (sum2 + sum3);
  }
}
