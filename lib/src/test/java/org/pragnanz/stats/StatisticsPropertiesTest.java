package org.pragnanz.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.pragnanz.random.Draws;

/** What must hold of any data: swapped labels turn effects round, another unit changes no test. */
class StatisticsPropertiesTest {
  private static final Offset<Double> CLOSE = within(1e-9);

  @Property(tries = 200)
  void theShiftIsTheMedianOfAllDifferencesAndInsideItsInterval(
      @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 0, max = 35) Integer> a,
      @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 0, max = 35) Integer> b) {
    double[] x = values(a);
    double[] y = values(b);
    double[] differences =
        Arrays.stream(x).flatMap(v -> Arrays.stream(y).map(w -> v - w)).sorted().toArray();
    int n = differences.length;
    Shift shift = Shift.between(x, y, 0.95);
    assertThat(shift.estimate())
        .isCloseTo((differences[(n - 1) / 2] + differences[n / 2]) / 2, CLOSE);
    assertThat(shift.estimate()).isBetween(shift.interval().low(), shift.interval().high());
  }

  @Property(tries = 200)
  void swappedSamplesTurnTheShiftRoundAndAnotherUnitScalesIt(
      @ForAll @Size(min = 2, max = 30) List<@IntRange(min = 0, max = 35) Integer> a,
      @ForAll @Size(min = 2, max = 30) List<@IntRange(min = 0, max = 35) Integer> b) {
    double[] x = values(a);
    double[] y = values(b);
    Shift shift = Shift.between(x, y, 0.95);
    Shift back = Shift.between(y, x, 0.95);
    assertThat(back.estimate()).isCloseTo(-shift.estimate(), CLOSE);
    assertThat(back.interval().low()).isCloseTo(-shift.interval().high(), CLOSE);
    Shift scaled = Shift.between(times(x, 1024), times(y, 1024), 0.95);
    assertThat(scaled.estimate()).isEqualTo(1024 * shift.estimate());
    assertThat(MannWhitney.withDefaults().test(times(x, 1024), times(y, 1024)))
        .isEqualTo(MannWhitney.withDefaults().test(x, y));
  }

  @Property(tries = 200)
  void turnedPairsTurnTheSignedRankRound(
      @ForAll @Size(min = 1, max = 30) List<@IntRange(min = -10, max = 10) Integer> pairs) {
    double[] d = values(pairs);
    SignedRank forth = SignedRank.test(d, AlternativeHypothesis.TWO_SIDED);
    SignedRank back = SignedRank.test(times(d, -1), AlternativeHypothesis.TWO_SIDED);
    assertThat(back.p()).isCloseTo(forth.p(), CLOSE);
    assertThat(back.rankBiserial()).isCloseTo(-forth.rankBiserial(), CLOSE);
    Shift shift = Shift.of(d, 0.95);
    assertThat(Shift.of(times(d, -1), 0.95).estimate()).isCloseTo(-shift.estimate(), CLOSE);
    assertThat(shift.estimate()).isBetween(shift.interval().low(), shift.interval().high());
  }

  @Property(tries = 50)
  void bootstrapIntervalsMoveAndScaleWithTheValues(
      @ForAll @Size(min = 2, max = 20) List<@IntRange(min = 0, max = 35) Integer> a) {
    double[] x = values(a);
    Interval interval = Bootstrap.ofMean(x, 0.95, 500, random());
    Interval scaled = Bootstrap.ofMean(times(x, 8), 0.95, 500, random());
    assertThat(scaled.low()).isCloseTo(8 * interval.low(), CLOSE);
    assertThat(scaled.high()).isCloseTo(8 * interval.high(), CLOSE);
    double mean = Arrays.stream(x).average().orElseThrow();
    assertThat(interval.low()).isLessThanOrEqualTo(mean + 1e-9);
    assertThat(interval.high()).isGreaterThanOrEqualTo(mean - 1e-9);
  }

  @Test
  void anInteractionTurnsRoundWithTheModelsAndOwesNothingToMainEffects() {
    double[][] cells = {
      {.9, .8, .85, .95, .9}, {.7, .6, .75, .7}, {.8, .7, .75}, {.7, .75, .6, .65, .8}
    };
    Interaction forth = Interaction.test(cells, 999, random());
    // mean .88 - .6875 - .75 + .7
    assertThat(forth.difference()).isCloseTo(0.1425, CLOSE);
    assertThat(forth.difference()).isBetween(forth.interval().low(), forth.interval().high());
    double[][] swapped = {cells[2], cells[3], cells[0], cells[1]};
    assertThat(Interaction.test(swapped, 999, random()).difference())
        .isCloseTo(-forth.difference(), CLOSE);
    double[][] moved = {plus(cells[0], 16), plus(cells[1], 16), cells[2], cells[3]};
    assertThat(Interaction.test(moved, 999, random()).p()).isEqualTo(forth.p());
  }

  @Test
  void interactionsThatAreNotThereAreFoundOnceInTwenty() {
    int found = 0;
    for (int study = 0; study < 400; study++) {
      UniformRandomProvider random = Draws.generator(study, "null");
      double[][] cells = new double[4][];
      for (int c = 0; c < 4; c++) {
        // Main effects of both factors, skewed noise, cells of unequal size.
        int cell = c;
        cells[c] =
            IntStream.range(0, 12 + 4 * c)
                .mapToDouble(
                    i -> (cell < 2 ? 0 : 1) + 0.5 * (cell % 2) - Math.log(random.nextDouble()))
                .toArray();
      }
      found += Interaction.test(cells, 199, random).p() <= 0.05 ? 1 : 0;
    }
    // Binomial(400, 0.05): 11 to 31 in 99 of 100 cases.
    assertThat(found).isBetween(10, 32);
  }

  @Test
  void differencesOfCorrelationsHaveTheIntervalOfTheirSource() {
    // Zou (2007), overlapping correlations .396 and .179 (.088 between), n = 66: -.093 to .517
    CorrelationDifference forth = CorrelationDifference.of(.396, .179, .088, 66);
    assertThat(forth.interval().low()).isCloseTo(-.093, within(5e-4));
    assertThat(forth.interval().high()).isCloseTo(.517, within(5e-4));
    CorrelationDifference back = CorrelationDifference.of(.179, .396, .088, 66);
    assertThat(back.t()).isCloseTo(-forth.t(), CLOSE);
    assertThat(back.p()).isCloseTo(forth.p(), CLOSE);
    assertThat(back.interval().low()).isCloseTo(-forth.interval().high(), CLOSE);
  }

  @Test
  void aMixedModelDoesNotCareWhichFactorIsWhichOrWhatCountsAsRight() throws Exception {
    int n = 12 * 9;
    int[] participant = new int[n];
    int[] unit = new int[n];
    double[][] x = new double[n][];
    boolean[] correct = new boolean[n];
    boolean[] wrong = new boolean[n];
    UniformRandomProvider random = random();
    for (int i = 0; i < n; i++) {
      participant[i] = i / 9;
      unit[i] = i % 9;
      x[i] = new double[] {1, participant[i] % 2};
      double logOdds = 0.5 + 0.6 * x[i][1] + 0.3 * (unit[i] - 4) + 0.2 * (participant[i] - 6);
      correct[i] = random.nextDouble() < 1 / (1 + Math.exp(-logOdds));
      wrong[i] = !correct[i];
    }
    MixedLogistic fit = MixedLogistic.fit(participant, unit, x, correct);
    MixedLogistic crossed = MixedLogistic.fit(unit, participant, x, correct);
    MixedLogistic turned = MixedLogistic.fit(participant, unit, x, wrong);
    assertThat(crossed.deviance()).isCloseTo(fit.deviance(), within(1e-6));
    assertThat(crossed.unitSd()).isCloseTo(fit.participantSd(), within(1e-4));
    assertThat(turned.deviance()).isCloseTo(fit.deviance(), within(1e-6));
    assertThat(turned.coefficients()[1]).isCloseTo(-fit.coefficients()[1], within(1e-4));
    assertThat(turned.p(1)).isCloseTo(fit.p(1), within(1e-4));
  }

  private static UniformRandomProvider random() {
    return Draws.generator(7, "test");
  }

  private static double[] values(List<Integer> right) {
    return right.stream().mapToDouble(n -> n / 35.0).toArray();
  }

  private static double[] times(double[] values, double factor) {
    return Arrays.stream(values).map(v -> factor * v).toArray();
  }

  private static double[] plus(double[] values, double term) {
    return Arrays.stream(values).map(v -> v + term).toArray();
  }
}
