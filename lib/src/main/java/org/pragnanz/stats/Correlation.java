package org.pragnanz.stats;

import java.util.Arrays;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.math3.stat.correlation.SpearmansCorrelation;

/**
 * A correlation of pairs (x, y) and the two-sided test of it against none.
 *
 * <p>The p-value is that of t = r √((n − 2) / (1 − r²)) with n − 2 degrees of freedom: exact for
 * Pearson's under normality, an approximation for Spearman's (the one that SciPy gives). Spearman's
 * of at most 9 pairs is exact: that of all orders of y against x, ties at their mean rank.
 *
 * @param r the coefficient, -1 to 1
 * @param p the two-sided p-value
 * @param n pairs
 * @param permuted whether the p-value is that of all orders
 */
public record Correlation(double r, double p, int n, boolean permuted) {
  private static final int FEW = 9;

  /** Pearson's product-moment correlation; see {@link #spearman} for what is thrown. */
  public static Correlation pearson(double[] x, double[] y) {
    check(x, y);
    return of(new PearsonsCorrelation().correlation(x, y), x.length);
  }

  /**
   * Spearman's rank correlation, ties at their mean rank.
   *
   * @param x at least 3 values that are not all equal
   * @param y as many values, not all equal
   * @throws IllegalArgumentException where a coefficient is not defined: lengths differ, fewer than
   *     3 pairs, or a constant side
   */
  public static Correlation spearman(double[] x, double[] y) {
    check(x, y);
    Correlation asymptotic = of(new SpearmansCorrelation().correlation(x, y), x.length);
    return x.length > FEW
        ? asymptotic
        : new Correlation(asymptotic.r, Permutations.spearman(x, y), x.length, true);
  }

  /** Degrees of freedom of its test, n − 2. */
  public int df() {
    return n - 2;
  }

  /** Fisher's interval; needs 4 pairs. */
  public Interval interval(double level) {
    return Interval.ofCorrelation(r, n, level);
  }

  private static Correlation of(double coefficient, int n) {
    // Rounding can push a perfect correlation past 1.
    double r = Math.max(-1, Math.min(1, coefficient));
    int df = n - 2;
    double t = Math.abs(r) * Math.sqrt(df / ((1 - r) * (1 + r)));
    double p = Math.abs(r) == 1 ? 0 : 2 * new TDistribution(null, df).cumulativeProbability(-t);
    return new Correlation(r, p, n, false);
  }

  private static void check(double[] x, double[] y) {
    if (x.length != y.length || x.length < 3) {
      throw new IllegalArgumentException("no 3 pairs: " + x.length + " and " + y.length);
    }
    if (isConstant(x) || isConstant(y)) {
      throw new IllegalArgumentException("one side is constant");
    }
  }

  private static boolean isConstant(double[] values) {
    return Arrays.stream(values).allMatch(value -> value == values[0]);
  }
}
