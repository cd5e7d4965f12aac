package org.pragnanz.matrix;

/**
 * Codes with a dictionary fixed: the non-negative least squares problem min ‖a − u W‖² over u ≥ 0,
 * by coordinate descent on the dictionary's inner products until no coordinate can improve by more
 * than rounding. In float64, from zero, so that a code depends on the activation alone.
 *
 * <p>Cost: k·p operations for the products with a, then about k² for each sweep.
 *
 * <p>Source: Franc, Hlaváč and Navara (2005), "Sequential coordinate-wise algorithm for the
 * non-negative least squares problem", CAIP.
 */
public final class Nnls {
  /** Projected gradients below this share of the largest product are rounding. */
  private static final double TOLERANCE = 1e-12;

  /** Only a dictionary with all but parallel elements needs more; its codes are not unique then. */
  private static final int MAX_SWEEPS = 100_000;

  private final FloatMatrix dictionary;
  private final double[][] gram;

  /**
   * @param dictionary W (k, p)
   */
  public Nnls(FloatMatrix dictionary) {
    this.dictionary = dictionary;
    this.gram = Gram.of(dictionary.values(), dictionary.rows());
  }

  /**
   * The codes of one activation.
   *
   * @param a length p
   * @return length k; 0 for an element that is all zero
   */
  public double[] codes(float[] a) {
    return codes(a, 0);
  }

  /** The codes of the row that starts at {@code from} in a buffer. */
  public double[] codes(float[] buffer, int from) {
    double[] product = products(buffer, from);
    double largest = 0;
    for (double b : product) {
      largest = Math.max(largest, Math.abs(b));
    }
    double[] u = new double[product.length];
    double violation = Double.POSITIVE_INFINITY;
    for (int sweep = 0; sweep < MAX_SWEEPS && violation > TOLERANCE * largest; sweep++) {
      violation = sweep(u, product);
    }
    return u;
  }

  /** Inner products of the row that starts at {@code from} with every element, length k. */
  public double[] products(float[] buffer, int from) {
    int p = dictionary.columns();
    float[] w = dictionary.values();
    double[] product = new double[dictionary.rows()];
    for (int t = 0; t < product.length; t++) {
      double dot = 0;
      for (int j = 0; j < p; j++) {
        dot += (double) buffer[from + j] * w[t * p + j];
      }
      product[t] = dot;
    }
    return product;
  }

  /** One pass over the coordinates. Returns the largest projected gradient that it met. */
  private double sweep(double[] u, double[] product) {
    double violation = 0;
    for (int t = 0; t < u.length; t++) {
      if (gram[t][t] == 0) {
        continue;
      }
      double gradient = -product[t];
      for (int s = 0; s < u.length; s++) {
        gradient += gram[t][s] * u[s];
      }
      violation = Math.max(violation, Math.abs(u[t] == 0 ? Math.min(0, gradient) : gradient));
      u[t] = Math.max(0, u[t] - gradient / gram[t][t]);
    }
    return violation;
  }
}
