package org.pragnanz.analyze.tests;

import java.util.Arrays;
import java.util.Optional;
import org.pragnanz.stats.Interval;

/**
 * A mean with its 95 % interval.
 *
 * @param n values
 * @param mean their mean
 * @param interval Student's interval; empty for a single value
 */
public record Average(int n, double mean, Optional<Interval> interval) {
  /** At least one value. */
  public static Average of(double[] values) {
    return new Average(
        values.length,
        Arrays.stream(values).average().orElseThrow(),
        values.length < 2
            ? Optional.empty()
            : Optional.of(Interval.ofMean(values, Interval.LEVEL)));
  }
}
