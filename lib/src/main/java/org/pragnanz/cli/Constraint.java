package org.pragnanz.cli;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;
import org.pragnanz.fault.Nearest;
import org.pragnanz.fault.UsageException;

/**
 * What the values of an option must be.
 *
 * @param values all that there are; none where the option takes others
 * @param pattern what a text looks like; empty where it may be any
 * @param examples texts that fit the pattern
 * @param min the smallest number
 * @param max the largest number
 */
record Constraint(
    List<String> values, String pattern, List<String> examples, double min, double max) {
  /** More values than these do not stand in one short sentence. */
  private static final int FEW = 6;

  static final Constraint NONE = of(List.of());

  /** One of a list. */
  static Constraint of(List<String> values) {
    return new Constraint(
        values, "", List.of(), Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  /** A number from one to another. */
  static Constraint of(Range range) {
    return new Constraint(List.of(), "", List.of(), range.min(), range.max());
  }

  /**
   * Checks a text against the list and the pattern.
   *
   * @throws UsageException that says in a sentence what was expected
   */
  void check(String option, String text) {
    if (!values.isEmpty() && !values.contains(text)) {
      String all = String.join(", ", values);
      throw new UsageException(
          values.size() <= FEW
              ? "%s must be one of %s, not '%s'.".formatted(option, all, text)
              : "%s: there is no '%s'; the nearest are %s, and all are %s."
                  .formatted(option, text, Nearest.to(text, values), all));
    }
    if (!pattern.isEmpty() && !Pattern.compile(pattern).matcher(text).find()) {
      throw new UsageException(
          "%s must look like %s, not '%s'.".formatted(option, String.join(" or ", examples), text));
    }
  }

  /**
   * Checks a number.
   *
   * @throws UsageException that says in a sentence what was expected
   */
  void check(String option, double number, String text) {
    if (number < min) {
      throw new UsageException(
          "%s must be at least %s, not %s.".formatted(option, plain(min), text));
    }
    if (number > max) {
      throw new UsageException(
          "%s must be at most %s, not %s.".formatted(option, plain(max), text));
    }
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
