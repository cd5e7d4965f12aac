package org.pragnanz.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PatternTest {
  @Property(tries = 300)
  void isAShareAtEveryPoint(
      @ForAll Pattern pattern,
      @ForAll @DoubleRange(min = -300, max = 300) double u,
      @ForAll @DoubleRange(min = -300, max = 300) double v,
      @ForAll long noise) {
    assertThat(pattern.at(u, v, noise)).isBetween(0.0, 1.0);
  }

  @ParameterizedTest
  @EnumSource
  void hasBothTones(Pattern pattern) {
    double sum = 0;
    int points = 0;
    for (int u = -40; u < 40; u++) {
      for (int v = -40; v < 40; v++) {
        sum += pattern.at(u, v, 7);
        points++;
      }
    }

    // Bricks and scales are mostly light, crosses mostly dark; none is one tone nearly everywhere.
    assertThat(sum / points).isBetween(0.15, 0.85);
  }

  @org.junit.jupiter.api.Test
  void drawsStripesOfThePeriodAlongTheirAxis() {
    Pattern fine = Pattern.GRATING_0_FINE;

    assertThat(fine.at(0, 0, 0)).isEqualTo(1);
    assertThat(fine.at(123, 8, 0)).isEqualTo(1);
    assertThat(fine.at(0, 4, 0)).isEqualTo(0);
    assertThat(fine.at(0, 2, 0)).isCloseTo(0.5, within(1e-12));
    assertThat(fine.label()).isEqualTo("grating-0-fine");
  }
}
