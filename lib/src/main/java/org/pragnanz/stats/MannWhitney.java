package org.pragnanz.stats;

import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.apache.commons.statistics.inference.PValueMethod;

/**
 * The Mann-Whitney U test of two independent samples x and y (Mann and Whitney 1947, Ann. Math.
 * Stat. 18, 50-60), with its effect sizes.
 *
 * <p>U counts the pairs in which the value of x is the larger one, a tie as one half. The p-value
 * is exact where one of the samples has at most 8 values (SciPy's rule) and the other at most 200,
 * with ties at most 50: then it is that of all ways in which the ranks could have fallen. Else it
 * is asymptotic.
 *
 * <p>Cost: O(n log n) asymptotic; exact O(n1 n2 U) in time and memory.
 */
public final class MannWhitney {
  private static final int SMALL = 8;
  // The exact distribution's table outgrows memory beyond; the approximation is as good by then.
  private static final int NOT_TOO_LARGE = 200;
  // With ties the approximation is rough where one of the samples has no more than these.
  private static final int NOT_TOO_LARGE_WITH_TIES = 50;

  private final AlternativeHypothesis alternative;

  /**
   * What a test found.
   *
   * @param u U of the first sample, 0 to n1 n2
   * @param p the p-value
   * @param n1 values in the first sample
   * @param n2 values in the second sample
   * @param exact whether {@code p} is exact; if not, it is asymptotic
   */
  public record Result(double u, double p, int n1, int n2, boolean exact) {
    /**
     * Rank-biserial correlation, 2 U / (n1 n2) − 1: the share of pairs in which x is larger less
     * the share in which y is (Kerby 2014). From -1 to 1; positive where x tends to be larger.
     */
    public double rankBiserial() {
      return 2 * commonLanguage() - 1;
    }

    /**
     * Common-language effect size, U / (n1 n2): the chance that a value of x is larger than one of
     * y, ties counted one half (McGraw and Wong 1992; Vargha and Delaney 2000).
     */
    public double commonLanguage() {
      return u / ((double) n1 * n2);
    }
  }

  private MannWhitney(AlternativeHypothesis alternative) {
    this.alternative = alternative;
  }

  /** Two-sided; exact for small samples. */
  public static MannWhitney withDefaults() {
    return new MannWhitney(AlternativeHypothesis.TWO_SIDED);
  }

  /** The same test of another hypothesis; "greater" means that x tends to be larger than y. */
  public MannWhitney with(AlternativeHypothesis alternative) {
    return new MannWhitney(alternative);
  }

  /**
   * Tests whether x and y come from one distribution.
   *
   * @param x the first sample, at least 1 value, no NaN
   * @param y the second sample, at least 1 value, no NaN
   * @throws IllegalArgumentException where a sample is empty or holds NaN
   */
  public Result test(double[] x, double[] y) {
    MannWhitneyUTest test = MannWhitneyUTest.withDefaults().with(alternative);
    MannWhitneyUTest.Result asymptotic = test.with(PValueMethod.ASYMPTOTIC).test(x, y);
    boolean ties = asymptotic.hasTiedValues();
    boolean exact =
        Math.min(x.length, y.length) <= SMALL
            && Math.max(x.length, y.length) <= (ties ? NOT_TOO_LARGE_WITH_TIES : NOT_TOO_LARGE);
    double p =
        !exact
            ? asymptotic.getPValue()
            : ties
                ? Permutations.rankSum(x, y, alternative)
                : test.with(PValueMethod.EXACT).test(x, y).getPValue();
    // Where all values are equal U has no variance, and nothing speaks against the hypothesis.
    p = Double.isNaN(p) ? 1 : p;
    return new Result(asymptotic.getStatistic(), p, x.length, y.length, exact);
  }
}
