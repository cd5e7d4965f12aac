package org.pragnanz.analyze.tests;

import java.util.Arrays;
import java.util.Optional;
import org.pragnanz.stats.Interval;

/**
 * A mean with its 95 % interval.
 *
 * @param n values
 * @param mean their mean
 * @param interval Student's interval, of shares as far as it lies in 0 to 1; empty for a single
 *     value
 */
public record Average(int n, double mean, Optional<Interval> interval) {
  /** Of at least one value. */
  public static Average of(double[] values) {
    return new Average(
        values.length,
        Arrays.stream(values).average().orElseThrow(),
        values.length < 2
            ? Optional.empty()
            : Optional.of(Interval.ofMean(values, Interval.LEVEL)));
  }

  /** Of at least one value, of 0 to 1. */
  public static Average ofShares(double[] values) {
    Average average = of(values);
    return new Average(average.n, average.mean, average.interval.map(Average::within));
  }

  private static Interval within(Interval interval) {
    return new Interval(Math.max(0, interval.low()), Math.min(1, interval.high()));
  }
}
