package org.pragnanz.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.junit.jupiter.api.Test;

class TwoWayClusteredTest {
  private static final int[] PARTICIPANT = {0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3};
  private static final int[] UNIT = {0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2};

  /** A mean of 12 answers; the parts by hand. */
  @Test
  void addsWhatParticipantsAndUnitsVaryAndTakesTheCellsOff() {
    double[] y = {1, 1, 0, 1, 1, 0, 1, 0, 0, 1, 1, 1};
    double mean = Arrays.stream(y).average().orElseThrow();
    double[] influence = Arrays.stream(y).map(v -> (v - mean) / y.length).toArray();
    TwoWayClustered test = of(mean, influence);
    // People's means 2/3, 2/3, 1/3, 1; units' 1, 3/4, 1/4; y's deviations 8 of 1/9 and 4 of 4/9.
    double people = 4 / 3.0 * (2.0 / 9) / 16;
    double units = 3 / 2.0 * (1 / 9.0 + 1 / 144.0 + 25 / 144.0) / 9;
    double cells = (8 / 9.0 + 16 / 9.0) / 144;
    double variance = people + units - cells;
    assertThat(test.standardError()).isCloseTo(Math.sqrt(variance), within(1e-12));
    double ofPeople = Math.max(0, people - cells);
    double ofUnits = units - cells;
    double df =
        variance * variance / (ofPeople * ofPeople / 3 + ofUnits * ofUnits / 2 + cells * cells / 6);
    assertThat(test.df()).isCloseTo(Math.max(2, df), within(1e-12));
    double fewer =
        variance * variance / (people * people / 3 + units * units / 2 + cells * cells / 6);
    assertThat(test.cautious().df()).isCloseTo(Math.max(2, fewer), within(1e-12));
  }

  @Test
  void isNeverSurerThanEitherKindOfGroupAlone() {
    // Cells vary, people's and units' means do not.
    double[] influence = {1, -1, 0, -1, 1, 0, 1, -1, 0, -1, 1, 0};
    double[] shifted = influence.clone();
    shifted[0] += 0.5;
    TwoWayClustered test = of(1, shifted);
    assertThat(test.standardError()).isCloseTo(Math.sqrt(1.5 * 0.25), within(1e-12));
    assertThat(test.df()).isGreaterThanOrEqualTo(2);
  }

  @Test
  void equivalenceIsTheIntervalOfNineTenthsWithinTheMargin() {
    double[] influence = {2, 1, 0, 1, 0, -1, 0, -1, -2, -1, 0, 1};
    TwoWayClustered test = of(0.3, influence);
    Interval interval = test.interval(0.9, AlternativeHypothesis.TWO_SIDED);
    double margin = Math.max(-interval.low(), interval.high());
    assertThat(test.equivalence(margin)).isCloseTo(0.05, within(1e-9));
    assertThat(test.equivalence(2 * margin)).isLessThan(0.05);
    Interval above = test.interval(0.95, AlternativeHypothesis.GREATER_THAN);
    assertThat(above.low()).isCloseTo(interval.low(), within(1e-9));
    assertThat(above.high()).isInfinite();
  }

  /**
   * SciPy's {@code quad} over log g of Rouder et al.'s Eq. 1 with scale √0.5; with scale 1 the same
   * integral is their example, 1 / 1.56 at t = 2.03 and 80 values.
   */
  @Test
  void bayesFactorsAreThoseOfRouderEtAl() {
    assertThat(JzsBayesFactor.of(2.03, 79, 80)).isCloseTo(0.8611851252737982, within(1e-8));
    assertThat(JzsBayesFactor.of(0.5, 40.5, 12)).isCloseTo(0.31835266378563176, within(1e-8));
    assertThat(JzsBayesFactor.of(6, 58, 15)).isCloseTo(82265.82653952202, within(1e-2));
  }

  private static TwoWayClustered of(double estimate, double[] influence) {
    return TwoWayClustered.of(
        estimate,
        influence,
        new TwoWayClustered.Groups(PARTICIPANT, 4, 3),
        new TwoWayClustered.Groups(UNIT, 3, 2));
  }
}
