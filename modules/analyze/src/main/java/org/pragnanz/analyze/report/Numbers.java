package org.pragnanz.analyze.report;

import java.util.Locale;
import org.pragnanz.analyze.tests.Average;
import org.pragnanz.stats.Interval;

/** Numbers as the report prints them. */
final class Numbers {
  private Numbers() {}

  /** Fixed digits after the dot. */
  static String fixed(double value, int digits) {
    return String.format(Locale.ROOT, "%." + digits + "f", value);
  }

  /** Three significant digits, such as 0.0123 or 1.23e-07. */
  static String significant(double value) {
    return String.format(Locale.ROOT, "%.3g", value);
  }

  /** A p-value: three digits, or that it is below 0.001. */
  static String p(double p) {
    return p < 0.001 ? "p < 0.001" : "p = " + fixed(p, 3);
  }

  /** A mean with its interval, such as 0.823 [0.801, 0.845]. */
  static String average(Average average) {
    return fixed(average.mean(), 3) + average.interval().map(i -> " " + interval(i)).orElse("");
  }

  static String interval(Interval interval) {
    return "[%s, %s]".formatted(fixed(interval.low(), 3), fixed(interval.high(), 3));
  }

  /** A noun after its count, such as "1 unit" or "3 units". */
  static String count(int n, String noun) {
    return n + " " + noun + (n == 1 ? "" : "s");
  }

  /** A share as a number of a hundred, without digits that say nothing. */
  static String percent(double share) {
    double percent = Math.round(1000 * share) / 10.0;
    return percent == Math.rint(percent) ? fixed(percent, 0) : fixed(percent, 1);
  }

  /** An end of an interval, which may be open. */
  static String end(double value) {
    return Double.isInfinite(value) ? (value < 0 ? "-∞" : "∞") : significant(value);
  }
}
