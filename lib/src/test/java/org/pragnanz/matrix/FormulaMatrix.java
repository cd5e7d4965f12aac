package org.pragnanz.matrix;

import org.pragnanz.testing.FormulaWeights;

/** The matrices of {@code reference/nmf.json}, which a formula makes. */
final class FormulaMatrix {
  private static final int INNER = 12;

  private FormulaMatrix() {}

  /** A = max(0, B C + 0.05 mean(B C) (2 u - 1)) with sparse uniform B (n, 12) and C (12, p). */
  static FloatMatrix of(int n, int p) {
    String size = n + "x" + p;
    double[] b = sparse(FormulaWeights.uniform("B" + size, n * INNER), 0.7);
    double[] c = sparse(FormulaWeights.uniform("C" + size, INNER * p), 0.6);
    double[] noise = FormulaWeights.uniform("N" + size, n * p);
    FloatMatrix a = new FloatMatrix(n, p);
    double sum = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < p; j++) {
        double dot = 0;
        for (int t = 0; t < INNER; t++) {
          dot += b[i * INNER + t] * c[t * p + j];
        }
        a.values()[i * p + j] = (float) dot;
        sum += dot;
      }
    }
    float scale = (float) (0.05 * sum / (n * (double) p));
    for (int i = 0; i < noise.length; i++) {
      a.values()[i] = (float) Math.max(0, a.values()[i] + scale * (2 * noise[i] - 1));
    }
    return a;
  }

  private static double[] sparse(double[] u, double threshold) {
    for (int i = 0; i < u.length; i++) {
      u[i] = u[i] > threshold ? u[i] : 0;
    }
    return u;
  }
}
