package org.pragnanz.matrix;

/**
 * Hoyer sparsity: how much of a vector lies on few axes, from 0 (all entries alike) to 1 (one
 * entry).
 *
 * <p>Source: Colin et al. (arXiv 2411.03993), Eq. 2; Hoyer (2004), "Non-negative matrix
 * factorization with sparseness constraints", JMLR 5.
 */
public final class Hoyer {
  private Hoyer() {}

  /**
   * (√C − ‖v‖₁ / ‖v‖₂) / (√C − 1).
   *
   * @param v length C, at least 2
   * @return NaN for a zero vector, which has no direction
   */
  public static double sparsity(float[] v) {
    if (v.length < 2) {
      throw new IllegalArgumentException("one axis has no sparsity");
    }
    double l1 = 0;
    double squares = 0;
    for (float x : v) {
      l1 += Math.abs(x);
      squares += (double) x * x;
    }
    double root = Math.sqrt(v.length);
    return (root - l1 / Math.sqrt(squares)) / (root - 1);
  }
}
