package org.pragnanz.stats;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import org.apache.commons.math3.stat.interval.ConfidenceInterval;
import org.apache.commons.math3.stat.interval.WilsonScoreInterval;
import org.apache.commons.math3.util.FastMath;

/**
 * A two-sided confidence interval.
 *
 * @param low its lower end
 * @param high its upper end, at least {@code low}
 */
public record Interval(double low, double high) {
  /** Of every interval that is reported. */
  public static final double LEVEL = 0.95;

  public Interval {
    if (!(low <= high)) {
      throw new IllegalArgumentException("no interval: " + low + " to " + high);
    }
  }

  /**
   * Wilson's score interval of a proportion, without continuity correction (Wilson 1927, J. Am.
   * Stat. Assoc. 22, 209-212). Unlike the normal interval it stays in [0, 1] and does not shrink to
   * a point where all or none are successes.
   *
   * @param successes from 0 to {@code n}
   * @param n trials, at least 1
   * @param level such as {@value #LEVEL}
   */
  public static Interval wilson(int successes, int n, double level) {
    ConfidenceInterval wilson = new WilsonScoreInterval().createInterval(n, successes, level);
    // It always holds the proportion itself; rounding must not push it out at 0 or at 1.
    double proportion = successes / (double) n;
    return new Interval(
        Math.max(0, Math.min(proportion, wilson.getLowerBound())),
        Math.min(1, Math.max(proportion, wilson.getUpperBound())));
  }

  /**
   * Student's interval of a mean: mean ± t(n − 1) s / √n.
   *
   * @param values at least 2
   * @param level such as {@value #LEVEL}
   */
  public static Interval ofMean(double[] values, double level) {
    int n = values.length;
    if (n < 2) {
      throw new IllegalArgumentException("a mean's interval needs 2 values, not " + n);
    }
    double mean = new Mean().evaluate(values);
    double t = new TDistribution(null, n - 1).inverseCumulativeProbability((1 + level) / 2);
    double reach = t * new StandardDeviation().evaluate(values, mean) / Math.sqrt(n);
    return new Interval(mean - reach, mean + reach);
  }

  /**
   * Fisher's interval of a correlation: tanh(artanh r ± z / √(n − 3)) (Fisher 1921, Metron 1,
   * 3-32).
   *
   * @param r from -1 to 1
   * @param n pairs, at least 4
   * @param level such as {@value #LEVEL}
   */
  public static Interval ofCorrelation(double r, int n, double level) {
    if (n < 4) {
      throw new IllegalArgumentException("a correlation's interval needs 4 pairs, not " + n);
    }
    if (Math.abs(r) >= 1) {
      return new Interval(Math.signum(r), Math.signum(r));
    }
    double z = new NormalDistribution(null, 0, 1).inverseCumulativeProbability((1 + level) / 2);
    double reach = z / Math.sqrt(n - 3);
    double centre = FastMath.atanh(r);
    return new Interval(Math.tanh(centre - reach), Math.tanh(centre + reach));
  }
}
