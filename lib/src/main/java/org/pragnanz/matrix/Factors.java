package org.pragnanz.matrix;

/**
 * The two factors while they are being fitted, both with one row a component, so that a sweep over
 * a component runs along memory.
 *
 * @param k components
 * @param n rows of A
 * @param p columns of A
 * @param u Uᵀ, (k, n)
 * @param w W, (k, p)
 */
record Factors(int k, int n, int p, float[] u, float[] w) {
  Factors(int k, int n, int p) {
    this(k, n, p, new float[Math.multiplyExact(k, n)], new float[Math.multiplyExact(k, p)]);
  }

  /** U, (n, k). */
  FloatMatrix codes() {
    FloatMatrix codes = new FloatMatrix(n, k);
    for (int i = 0; i < n; i++) {
      for (int t = 0; t < k; t++) {
        codes.values()[i * k + t] = u[t * n + i];
      }
    }
    return codes;
  }

  /** W, (k, p). */
  FloatMatrix dictionary() {
    return new FloatMatrix(k, p, w.clone());
  }
}
