package org.pragnanz.matrix;

/** Inner products between the rows of a matrix, in float64. */
final class Gram {
  private Gram() {}

  /** Inner products of m rows, (m, m). */
  static double[][] of(float[] rows, int m) {
    return of(apart(rows, m));
  }

  /** m rows in float64. */
  static double[][] apart(float[] rows, int m) {
    int length = rows.length / m;
    double[][] apart = new double[m][length];
    for (int t = 0; t < m; t++) {
      for (int i = 0; i < length; i++) {
        apart[t][i] = rows[t * length + i];
      }
    }
    return apart;
  }

  /** Inner products of rows of equal length, (m, m). */
  static double[][] of(double[][] rows) {
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
  private static double dot(double[] x, double[] y) {
    double sum0 = 0;
    double sum1 = 0;
    double sum2 = 0;
    double sum3 = 0;
    int i = 0;
    for (; i + 3 < x.length; i += 4) {
      sum0 += x[i] * y[i];
      sum1 += x[i + 1] * y[i + 1];
      sum2 += x[i + 2] * y[i + 2];
      sum3 += x[i + 3] * y[i + 3];
    }
    for (; i < x.length; i++) {
      sum0 += x[i] * y[i];
    }
    return sum0 + sum1 + (sum2 + sum3);
  }
}
