package org.pragnanz.stats;

import java.util.Arrays;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.PValueMethod;
import org.apache.commons.statistics.inference.WilcoxonSignedRankTest;

/**
 * What Wilcoxon's signed-rank test of paired differences against 0 found (Wilcoxon 1945, Biometrics
 * Bull. 1, 80-83). Differences of 0 are left out, as Wilcoxon did and R does.
 *
 * @param w the sum of the ranks of positive differences
 * @param p the p-value
 * @param n differences that are not 0
 * @param exact whether {@code p} is exact: that of all signs which the {@code n} differences could
 *     have had, equal sizes at their mean rank, for at most 50; else it is from the normal
 *     approximation with correction for ties and continuity
 */
public record SignedRank(double w, double p, int n, boolean exact) {
  private static final int SMALL = 50;

  /**
   * @param differences paired differences, at least 1, finite
   * @param alternative greater: the differences tend to be above 0
   */
  public static SignedRank test(double[] differences, AlternativeHypothesis alternative) {
    double[] kept = Arrays.stream(differences).filter(d -> d != 0).toArray();
    if (kept.length == 0) {
      return new SignedRank(0, 1, 0, false);
    }
    double[] sizes = Arrays.stream(kept).map(Math::abs).toArray();
    boolean exact = kept.length <= SMALL;
    boolean ties = Arrays.stream(sizes).distinct().count() < kept.length;
    double[] ranks = new NaturalRanking().rank(sizes);
    double w = 0;
    for (int i = 0; i < kept.length; i++) {
      w += kept[i] > 0 ? ranks[i] : 0;
    }
    double p =
        exact && ties
            ? Permutations.signedRank(kept, alternative)
            : WilcoxonSignedRankTest.withDefaults()
                .with(alternative)
                .with(exact ? PValueMethod.EXACT : PValueMethod.ASYMPTOTIC)
                .test(kept)
                .getPValue();
    return new SignedRank(w, Double.isNaN(p) ? 1 : p, kept.length, exact);
  }

  /**
   * Matched-pairs rank-biserial correlation: the share of the ranks that speaks for a positive
   * difference less the share against it (Kerby 2014). From -1 to 1; 0 where all differences are 0.
   */
  public double rankBiserial() {
    return n == 0 ? 0 : 4 * w / (n * (n + 1.0)) - 1;
  }
}
