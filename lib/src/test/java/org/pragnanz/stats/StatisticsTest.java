package org.pragnanz.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Golden values by SciPy 1.10.1 (command beside each) and by R, and what must always hold. */
class StatisticsTest {
  private static final Offset<Double> CLOSE = within(1e-9);

  @Test
  void mannWhitneyIsExactForSmallSamplesWithoutTies() {
    // mannwhitneyu([.8, .9, .95, .7], [.6, .75, .5], alternative='greater') = 11, 0.0571428571
    MannWhitney.Result result =
        MannWhitney.withDefaults()
            .with(AlternativeHypothesis.GREATER_THAN)
            .test(new double[] {.8, .9, .95, .7}, new double[] {.6, .75, .5});
    assertThat(result.exact()).isTrue();
    assertThat(result.u()).isEqualTo(11);
    assertThat(result.p()).isCloseTo(0.05714285714285714, CLOSE);
    // 11 of the 12 pairs have the larger value in the first sample.
    assertThat(result.commonLanguage()).isCloseTo(11 / 12.0, CLOSE);
    assertThat(result.rankBiserial()).isCloseTo(10 / 12.0, CLOSE);
  }

  @Test
  void mannWhitneyOfSmallSamplesIsExactWithTiesToo() {
    // R: g <- combn(7, 3); w <- colSums(matrix(rank(c(1, 1, 2, 1, 2, 2, 1))[g], 3));
    // 2 * min(mean(w <= 11), mean(w >= 11)), at most 1
    MannWhitney.Result result =
        MannWhitney.withDefaults().test(new double[] {1, 1, 2}, new double[] {1, 2, 2, 1});
    assertThat(result.exact()).isTrue();
    assertThat(result.u()).isEqualTo(5);
    assertThat(result.p()).isEqualTo(1);
    // The same of c(3, 4, 4, 5) against c(1, 2, 2, 3, 4): 7 of the 126 ways are as extreme.
    MannWhitney test = MannWhitney.withDefaults();
    double[] x = {3, 4, 4, 5};
    double[] y = {1, 2, 2, 3, 4};
    assertThat(test.test(x, y).p()).isCloseTo(1 / 9.0, CLOSE);
    assertThat(test.with(AlternativeHypothesis.GREATER_THAN).test(x, y).p())
        .isCloseTo(1 / 18.0, CLOSE);
    assertThat(test.with(AlternativeHypothesis.LESS_THAN).test(y, x).p())
        .isCloseTo(1 / 18.0, CLOSE);
  }

  @Test
  void signedRanksOfSmallSamplesAreExactWithTiesToo() {
    // R: s <- as.matrix(expand.grid(rep(list(0:1), 6))) %*% rank(c(1, 1, 2, 2, 3, 1));
    // 2 * min(mean(s >= 18), mean(s <= 18)): all but the last are positive; the 0 is left out.
    double[] d = {1, 1, 2, 2, 3, -1, 0};
    SignedRank result = SignedRank.test(d, AlternativeHypothesis.TWO_SIDED);
    assertThat(result.exact()).isTrue();
    assertThat(result.w()).isEqualTo(19);
    assertThat(result.p()).isCloseTo(0.125, CLOSE);
  }

  @Test
  void spearmansPIsThatOfAllOrdersForFewPairs() {
    // R: cor.test(1:4, c(1, 8, 27, 64), method = "spearman") p-value = 0.08333
    assertThat(spearman(1, 8, 27, 64)).isCloseTo(1 / 12.0, CLOSE);
    assertThat(spearman(1, 8, 27)).isCloseTo(1 / 3.0, CLOSE);
    // R: cor.test(1:6, c(1, 2, 3, 4, 6, 5), method = "spearman") rho 0.943, p-value = 0.01667
    assertThat(spearman(1, 2, 3, 4, 6, 5)).isCloseTo(1 / 60.0, CLOSE);
    // R, with ties, over gtools::permutations(5, 5): abs(cor) >= that of c(1, 1, 2, 3, 3)
    assertThat(spearman(1, 1, 2, 3, 3)).isCloseTo(1 / 15.0, CLOSE);
  }

  @Test
  void aShiftOfFewValuesSaysWhatLevelItsIntervalReaches() {
    Shift shift = Shift.between(new double[] {.7, .8, .9}, new double[] {.4, .5, .65}, 0.95);
    // 2 of the 20 orders lie outside.
    assertThat(shift.level()).isCloseTo(0.9, CLOSE);
    assertThat(Shift.of(new double[] {.1, .2, .4}, 0.95).level()).isCloseTo(0.75, CLOSE);
    assertThat(Shift.of(new double[] {.1, .2, .4, .5, .7, .8}, 0.95).level()).isEqualTo(0.95);
  }

  private static double spearman(double... y) {
    double[] x = java.util.stream.IntStream.range(0, y.length).asDoubleStream().toArray();
    return Correlation.spearman(x, y).p();
  }

  @Test
  void mannWhitneyOfEqualValuesFindsNothing() {
    // mannwhitneyu([1, 1], [1, 1]) = 2.0, 1.0
    MannWhitney.Result result =
        MannWhitney.withDefaults().test(new double[] {1, 1}, new double[] {1, 1});
    assertThat(result.p()).isEqualTo(1);
    assertThat(result.rankBiserial()).isZero();
  }

  @Test
  void wilsonIntervalsAreSciPys() {
    // binomtest(k, n).proportion_ci(method='wilson')
    assertInterval(Interval.wilson(0, 10, 0.95), 0.0, 0.27753279986288926);
    assertInterval(Interval.wilson(10, 10, 0.95), 0.7224672001371109, 1.0);
    assertInterval(Interval.wilson(7, 10, 0.95), 0.39677814746114526, 0.892208732593699);
    assertInterval(Interval.wilson(369, 450, 0.95), 0.781841878039881, 0.8527409578878178);
  }

  @Test
  void meanIntervalIsSciPys() {
    // x = [.6, .7, .8, .75, .9]; t.interval(.95, 4, loc=mean(x), scale=sem(x))
    assertInterval(
        Interval.ofMean(new double[] {.6, .7, .8, .75, .9}, 0.95),
        0.6111777447401099,
        0.8888222552598899);
  }

  @Test
  void correlationIntervalIsSciPys() {
    // pearsonr([1, 2, 3, 4, 5], [2, 1, 4, 3, 5]) = 0.8, 0.10408803866182785
    // .confidence_interval() = -0.279640041969355, 0.9861961933012714
    Correlation correlation =
        Correlation.pearson(new double[] {1, 2, 3, 4, 5}, new double[] {2, 1, 4, 3, 5});
    assertThat(correlation.r()).isCloseTo(0.8, CLOSE);
    assertThat(correlation.p()).isCloseTo(0.10408803866182785, CLOSE);
    assertThat(correlation.df()).isEqualTo(3);
    assertInterval(correlation.interval(0.95), -0.279640041969355, 0.9861961933012714);
  }

  @Test
  void perfectCorrelationHasNoDoubtLeft() {
    Correlation correlation =
        Correlation.spearman(new double[] {1, 2, 3, 4}, new double[] {1, 8, 27, 64});
    assertThat(correlation.r()).isEqualTo(1);
    assertInterval(correlation.interval(0.95), 1, 1);
  }

  @Test
  void refusesWhatHasNoCorrelation() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Correlation.pearson(new double[] {1, 1, 1}, new double[] {1, 2, 3}));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Correlation.spearman(new double[] {1, 2}, new double[] {1, 2}));
  }

  @Test
  void adjustmentsAreRs() {
    // R: p.adjust(c(.01, .04, .03, .005), "bonferroni"), then "holm"
    double[] p = {.01, .04, .03, .005};
    assertThat(Adjustment.BONFERRONI.adjust(p))
        .containsExactly(new double[] {.04, .16, .12, .02}, CLOSE);
    assertThat(Adjustment.HOLM.adjust(p)).containsExactly(new double[] {.03, .06, .06, .02}, CLOSE);
  }

  @Property(tries = 200)
  void holmNeverExceedsBonferroniNorFallsBelowTheRawValue(
      @ForAll @Size(min = 1, max = 12) List<@DoubleRange(min = 0, max = 1) Double> values) {
    double[] p = values.stream().mapToDouble(Double::doubleValue).toArray();
    double[] holm = Adjustment.HOLM.adjust(p);
    double[] bonferroni = Adjustment.BONFERRONI.adjust(p);
    for (int i = 0; i < p.length; i++) {
      assertThat(holm[i]).isBetween(p[i], bonferroni[i]);
    }
  }

  @Property(tries = 200)
  void swappingTheSamplesTurnsTheEffectRound(
      @ForAll @Size(min = 1, max = 15) List<@IntRange(min = 0, max = 35) Integer> right,
      @ForAll @Size(min = 1, max = 15) List<@IntRange(min = 0, max = 35) Integer> otherRight) {
    double[] x = shares(right);
    double[] y = shares(otherRight);
    MannWhitney.Result forth = MannWhitney.withDefaults().test(x, y);
    MannWhitney.Result back = MannWhitney.withDefaults().test(y, x);
    assertThat(forth.p()).isCloseTo(back.p(), CLOSE);
    assertThat(forth.rankBiserial()).isCloseTo(-back.rankBiserial(), CLOSE);
  }

  @Property(tries = 200)
  void wilsonHoldsTheProportionAndStaysInRange(
      @ForAll @IntRange(min = 1, max = 500) int n,
      @ForAll @DoubleRange(min = 0, max = 1) double u) {
    int successes = (int) Math.round(u * n);
    Interval interval = Interval.wilson(successes, n, 0.95);
    assertThat(interval.low()).isBetween(0.0, successes / (double) n);
    assertThat(interval.high()).isBetween(successes / (double) n, 1.0);
  }

  private static double[] shares(List<Integer> right) {
    return right.stream().mapToDouble(n -> n / 35.0).toArray();
  }

  private static void assertInterval(Interval interval, double low, double high) {
    assertThat(interval.low()).isCloseTo(low, CLOSE);
    assertThat(interval.high()).isCloseTo(high, CLOSE);
  }
}
