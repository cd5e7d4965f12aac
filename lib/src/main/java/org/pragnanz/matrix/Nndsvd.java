package org.pragnanz.matrix;

/**
 * The start NNDSVDa: of each pair of leading singular vectors the positive or the negative parts,
 * whichever pair of them is longer, scaled by its share of the singular value; zeros replaced by
 * A's mean so that every entry can move. As scikit-learn does it: the mean fills both factors
 * whatever their scale.
 *
 * <p>Source: Boutsidis and Gallopoulos (2008), "SVD based initialization: a head start for
 * nonnegative matrix factorization", Pattern Recognition 41(4), section 2.3.
 */
final class Nndsvd {
  /** Smaller entries count as zero. */
  private static final float SMALL = 1e-6f;

  private Nndsvd() {}

  static Factors start(Chunks a, int k, double mean) {
    TruncatedSvd svd = TruncatedSvd.of(a, k);
    Factors start = new Factors(k, a.n, a.p);
    for (int t = 0; t < k; t++) {
      float[] u = svd.left()[t];
      float[] v = svd.right()[t];
      double positive = norm(u, 1) * norm(v, 1);
      double negative = norm(u, -1) * norm(v, -1);
      int sign = positive >= negative ? 1 : -1;
      double scale = Math.sqrt(svd.values()[t] * Math.max(positive, negative));
      part(u, sign, scale, (float) mean, start.u(), t * a.n);
      part(v, sign, scale, (float) mean, start.w(), t * a.p);
    }
    return start;
  }

  private static void part(
      float[] vector, int sign, double scale, float mean, float[] into, int from) {
    double norm = norm(vector, sign);
    for (int i = 0; i < vector.length; i++) {
      double value = norm == 0 ? 0 : scale * Math.max(0, sign * vector[i]) / norm;
      into[from + i] = value < SMALL ? mean : (float) value;
    }
  }

  /** Length of the entries of one sign. */
  private static double norm(float[] vector, int sign) {
    double sum = 0;
    for (float v : vector) {
      double part = Math.max(0, sign * v);
      sum += part * part;
    }
    return Math.sqrt(sum);
  }
}
