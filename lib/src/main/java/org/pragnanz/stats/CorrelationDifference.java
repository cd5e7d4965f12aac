package org.pragnanz.stats;

import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;

/**
 * Difference of two correlations with one variable in common, measured on the same items: r(x, z) −
 * r(y, z). The two are dependent, as the accuracies of one unit in two bases are.
 *
 * <p>The test is Williams' T2 (1959; recommended by Steiger 1980, Psychol. Bull. 87, 245-251), the
 * interval Zou's (2007, Psychol. Methods 12, 399-413), built from Fisher's intervals of the two.
 *
 * @param difference r(x, z) − r(y, z)
 * @param t Williams' T2; NaN where a perfect correlation among the three leaves no variance
 * @param df n − 3
 * @param p the two-sided p-value
 * @param interval 95 % interval of the difference
 */
public record CorrelationDifference(
    double difference, double t, int df, double p, Interval interval) {
  // Of the determinant of the three correlations, which rounding leaves of a perfect one.
  private static final double SINGULAR = 1e-12;

  /**
   * @param x at least 4 values that vary
   * @param y as many, that vary
   * @param z the common variable, as many, that vary
   */
  public static CorrelationDifference test(double[] x, double[] y, double[] z) {
    PearsonsCorrelation pearson = new PearsonsCorrelation();
    return of(
        pearson.correlation(x, z), pearson.correlation(y, z), pearson.correlation(x, y), x.length);
  }

  /**
   * From the coefficients alone.
   *
   * @param xz r(x, z)
   * @param yz r(y, z)
   * @param xy r(x, y)
   * @param n items, at least 4
   */
  public static CorrelationDifference of(double xz, double yz, double xy, int n) {
    if (n < 4) {
      throw new IllegalArgumentException("two correlations need 4 items to differ, not " + n);
    }
    double determinant = 1 - xz * xz - yz * yz - xy * xy + 2 * xz * yz * xy;
    double mean = (xz + yz) / 2;
    double variance = 2 * determinant * (n - 1) / (n - 3.0) + mean * mean * Math.pow(1 - xy, 3);
    if (!(determinant > SINGULAR)) {
      return new CorrelationDifference(xz - yz, Double.NaN, n - 3, Double.NaN, zou(xz, yz, xy, n));
    }
    double t = xz == yz ? 0 : (xz - yz) * Math.sqrt((n - 1) * (1 + xy) / variance);
    double p = 2 * new TDistribution(null, n - 3).cumulativeProbability(-Math.abs(t));
    return new CorrelationDifference(xz - yz, t, n - 3, p, zou(xz, yz, xy, n));
  }

  private static Interval zou(double xz, double yz, double xy, int n) {
    Interval first = Interval.ofCorrelation(xz, n, Interval.LEVEL);
    Interval second = Interval.ofCorrelation(yz, n, Interval.LEVEL);
    double correlation = correlationOfBoth(xz, yz, xy);
    double difference = xz - yz;
    return new Interval(
        difference - reach(xz - first.low(), second.high() - yz, correlation),
        difference + reach(first.high() - xz, yz - second.low(), correlation));
  }

  private static double reach(double a, double b, double correlation) {
    return Math.sqrt(Math.max(0, a * a + b * b - 2 * correlation * a * b));
  }

  // Asymptotic correlation of the two coefficients (Zou 2007, after Olkin and Siotani).
  private static double correlationOfBoth(double xz, double yz, double xy) {
    double scale = (1 - xz * xz) * (1 - yz * yz);
    return scale == 0
        ? 0
        : ((xy - xz * yz / 2) * (1 - xz * xz - yz * yz - xy * xy) + xy * xy * xy) / scale;
  }
}
