package org.pragnanz.matrix;

import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.pragnanz.random.Draws;

/**
 * The k largest singular values of a matrix A (n × p) and their vectors, by subspace iteration from
 * a random start with a fixed seed: A ≈ Σ σᵢ uᵢ vᵢᵀ.
 *
 * <p>Source: Halko, Martinsson and Tropp (2011), "Finding structure with randomness", SIAM Review
 * 53(2), algorithm 4.4, with 10 vectors more than asked for and 7 rounds.
 *
 * @param values σ, largest first, 0 where the rank is lower than k
 * @param left (k, n), rows of unit length
 * @param right (k, p), rows of unit length
 */
record TruncatedSvd(double[] values, float[][] left, float[][] right) {
  private static final int MORE = 10;
  private static final int ROUNDS = 7;

  /** Below this share of the largest squared singular value, a direction is float32's rounding. */
  private static final double NEGLIGIBLE = 1e-12;

  static TruncatedSvd of(Chunks a, int k) {
    int m = Math.min(k + MORE, Math.min(a.n, a.p));
    UniformRandomProvider random = Draws.generator(0, "truncated svd", a.n, a.p, k);
    ZigguratSampler.NormalizedGaussian gaussian = ZigguratSampler.NormalizedGaussian.of(random);
    float[] q = new float[m * a.p];
    for (int i = 0; i < q.length; i++) {
      q[i] = (float) gaussian.sample();
    }
    q = orthonormal(q, m);
    for (int round = 0; round < ROUNDS; round++) {
      q = orthonormal(a.times(orthonormal(a.timesTransposed(q, m), m), m), m);
    }
    // Once more: the first time leaves what float32 and the Gram matrix's squared condition cost.
    q = orthonormal(q, m);
    // Within the subspace: A Qᵀ = U Σ Vᵀ, from the eigenvectors of Q AᵀA Qᵀ.
    double[][] projected = Gram.apart(a.timesTransposed(q, m), m);
    double[][] basis = Gram.apart(q, m);
    SymmetricEigen eigen = SymmetricEigen.of(Gram.of(projected));
    double[] values = new double[k];
    float[][] left = new float[k][a.n];
    float[][] right = new float[k][a.p];
    for (int t = 0; t < k; t++) {
      boolean kept = eigen.values()[t] > NEGLIGIBLE * eigen.values()[0];
      values[t] = kept ? Math.sqrt(eigen.values()[t]) : 0;
      combine(eigen.vectors()[t], projected, kept ? 1 / values[t] : 0, left[t], 0);
      combine(eigen.vectors()[t], basis, kept ? 1 : 0, right[t], 0);
    }
    return new TruncatedSvd(values, left, right);
  }

  /** Rows of the same span that are orthonormal, or zero where the span is smaller than m. */
  private static float[] orthonormal(float[] rows, int m) {
    int length = rows.length / m;
    double[][] apart = Gram.apart(rows, m);
    SymmetricEigen eigen = SymmetricEigen.of(Gram.of(apart));
    float[] basis = new float[rows.length];
    for (int t = 0; t < m; t++) {
      double value = eigen.values()[t];
      double scale = value > NEGLIGIBLE * eigen.values()[0] ? 1 / Math.sqrt(value) : 0;
      combine(eigen.vectors()[t], apart, scale, basis, t * length);
    }
    return basis;
  }

  private static void combine(
      double[] weights, double[][] rows, double scale, float[] into, int from) {
    double[] sum = new double[rows[0].length];
    for (int t = 0; t < rows.length; t++) {
      double weight = weights[t] * scale;
      double[] row = rows[t];
      for (int i = 0; i < sum.length; i++) {
        sum[i] += weight * row[i];
      }
    }
    for (int i = 0; i < sum.length; i++) {
      into[from + i] = (float) sum[i];
    }
  }
}
