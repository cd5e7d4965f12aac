package org.pragnanz.analyze.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AverageTest {
  private static final double[] VALUES = {-0.5, 0.1, 0.2, 0.3, 1.0};

  /** As R has it: {@code t.test(c(-.5, .1, .2, .3, 1))}. */
  @Test
  void theIntervalOfDifferencesLiesWhereItLies() {
    assertThat(Average.of(VALUES).interval().orElseThrow().low())
        .isCloseTo(-0.445189, within(1e-6));
    assertThat(Average.of(VALUES).interval().orElseThrow().high())
        .isCloseTo(0.885189, within(1e-6));
  }

  @Test
  void theIntervalOfSharesEndsAtOne() {
    Average shares = Average.ofShares(new double[] {0.8, 1, 1, 1, 1});
    assertThat(shares.mean()).isCloseTo(0.96, within(1e-12));
    assertThat(shares.interval().orElseThrow().high()).isEqualTo(1);
    assertThat(shares.interval().orElseThrow().low()).isCloseTo(0.8489422, within(1e-6));
  }
}
