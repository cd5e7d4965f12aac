package org.pragnanz.matrix;

/** Inner products between the rows of a matrix. */
final class Gram {
  private Gram() {}

  /** Inner products of m rows, (m, m), in float64. */
  static double[][] of(float[] rows, int m) {
    int length = rows.length / m;
    double[][] gram = new double[m][m];
    for (int s = 0; s < m; s++) {
      for (int t = s; t < m; t++) {
        double dot = 0;
        for (int i = 0; i < length; i++) {
          dot += (double) rows[s * length + i] * rows[t * length + i];
        }
        gram[s][t] = dot;
        gram[t][s] = dot;
      }
    }
    return gram;
  }
}
