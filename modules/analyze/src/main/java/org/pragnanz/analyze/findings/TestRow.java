package org.pragnanz.analyze.findings;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.pragnanz.stats.Adjustment;
import org.pragnanz.stats.Correlation;
import org.pragnanz.stats.Interval;
import org.pragnanz.stats.MannWhitney;
import org.pragnanz.stats.OneSampleT;

/**
 * A row of {@code tests.csv}.
 *
 * @param name what is tested on which data; unique in the table
 * @param family tests that answer one question together, and are adjusted together
 * @param test the test's name
 * @param alternative two-sided, greater (the first sample's values are larger) or less
 * @param method how the p-value came about; or that the test was not run, and why
 * @param n1 size of the first or only sample
 * @param n2 size of the second sample
 * @param outcome what the test found; empty where it was not run
 */
public record TestRow(
    String name,
    String family,
    String test,
    String alternative,
    String method,
    int n1,
    OptionalInt n2,
    Optional<Outcome> outcome) {
  public static final List<String> HEADER =
      List.of(
          "name",
          "test",
          "alternative",
          "method",
          "n1",
          "n2",
          "statistic",
          "df",
          "p",
          "p_adjusted",
          "correction",
          "family",
          "effect",
          "effect_name",
          "ci_low",
          "ci_high");
  public static final String MANN_WHITNEY = "Mann-Whitney U";
  public static final String PEARSON = "Pearson";
  public static final String SPEARMAN = "Spearman";
  public static final String T_TEST = "one-sample t";

  private static final double LEVEL = 0.95;

  /**
   * What a test found.
   *
   * @param statistic U, r, rho or t
   * @param df degrees of freedom
   * @param p the p-value as it is
   * @param adjusted the p-value adjusted for the family
   * @param effect the effect's size, in the measure {@code effectName}
   * @param interval 95 %: of r or rho; of the mean for a t-test
   */
  public record Outcome(
      double statistic,
      OptionalInt df,
      double p,
      Optional<Adjusted> adjusted,
      double effect,
      String effectName,
      Optional<Interval> interval) {}

  /** A p-value adjusted for its family. */
  public record Adjusted(Adjustment by, double p) {}

  static TestRow mannWhitney(
      String name, String family, AlternativeHypothesis alternative, double[] x, double[] y) {
    if (x.length == 0 || y.length == 0) {
      return notRun(name, family, MANN_WHITNEY, "a sample is empty", x.length, y.length);
    }
    MannWhitney.Result result = MannWhitney.withDefaults().with(alternative).test(x, y);
    return new TestRow(
        name,
        family,
        MANN_WHITNEY,
        label(alternative),
        result.exact() ? "exact" : "asymptotic with tie and continuity correction",
        x.length,
        OptionalInt.of(y.length),
        Optional.of(
            new Outcome(
                result.u(),
                OptionalInt.empty(),
                result.p(),
                Optional.empty(),
                result.rankBiserial(),
                "rank-biserial",
                Optional.empty())));
  }

  static TestRow correlation(String name, String family, String test, Correlation correlation) {
    return new TestRow(
        name,
        family,
        test,
        "two-sided",
        "t distribution",
        correlation.n(),
        OptionalInt.empty(),
        Optional.of(
            new Outcome(
                correlation.r(),
                OptionalInt.of(correlation.df()),
                correlation.p(),
                Optional.empty(),
                correlation.r(),
                test.equals(PEARSON) ? "r" : "rho",
                correlation.n() < 4
                    ? Optional.empty()
                    : Optional.of(correlation.interval(LEVEL)))));
  }

  static TestRow tTest(String name, String family, OneSampleT t) {
    return new TestRow(
        name,
        family,
        T_TEST,
        "two-sided",
        "t distribution",
        t.df() + 1,
        OptionalInt.empty(),
        Optional.of(
            new Outcome(
                t.t(),
                OptionalInt.of(t.df()),
                t.p(),
                Optional.empty(),
                t.cohenD(),
                "cohen_d",
                Optional.of(t.interval()))));
  }

  /** A test that the data do not allow. */
  static TestRow notRun(String name, String family, String test, String reason, int n1) {
    return notRun(name, family, test, reason, n1, OptionalInt.empty());
  }

  static TestRow notRun(String name, String family, String test, String reason, int n1, int n2) {
    return notRun(name, family, test, reason, n1, OptionalInt.of(n2));
  }

  private static TestRow notRun(
      String name, String family, String test, String reason, int n1, OptionalInt n2) {
    return new TestRow(
        name, family, test, "two-sided", "not run: " + reason, n1, n2, Optional.empty());
  }

  /** Adjusts the p-values of rows that are one family; rows that were not run do not count. */
  static List<TestRow> adjusted(List<TestRow> family, Adjustment by) {
    double[] p =
        family.stream().flatMap(row -> row.outcome.stream()).mapToDouble(Outcome::p).toArray();
    double[] adjusted = by.adjust(p);
    int[] next = {0};
    return family.stream()
        .map(row -> row.outcome.isEmpty() ? row : row.with(new Adjusted(by, adjusted[next[0]++])))
        .toList();
  }

  private TestRow with(Adjusted adjusted) {
    return new TestRow(
        name,
        family,
        test,
        alternative,
        method,
        n1,
        n2,
        outcome.map(
            o ->
                new Outcome(
                    o.statistic,
                    o.df,
                    o.p,
                    Optional.of(adjusted),
                    o.effect,
                    o.effectName,
                    o.interval)));
  }

  /** The row's cells in {@link #HEADER}'s order; null where a field has no meaning. */
  public Object[] cells() {
    Optional<Adjusted> adjusted = outcome.flatMap(Outcome::adjusted);
    Optional<Interval> interval = outcome.flatMap(Outcome::interval);
    return new Object[] {
      name,
      test,
      alternative,
      method,
      n1,
      cell(n2),
      outcome.map(Outcome::statistic).orElse(null),
      outcome.map(o -> cell(o.df)).orElse(null),
      outcome.map(Outcome::p).orElse(null),
      adjusted.map(Adjusted::p).orElse(null),
      adjusted.map(a -> a.by.label()).orElse(outcome.isPresent() ? "none" : null),
      family,
      outcome.map(Outcome::effect).orElse(null),
      outcome.map(Outcome::effectName).orElse(null),
      interval.map(Interval::low).orElse(null),
      interval.map(Interval::high).orElse(null)
    };
  }

  private static Object cell(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : null;
  }

  private static String label(AlternativeHypothesis alternative) {
    return switch (alternative) {
      case TWO_SIDED -> "two-sided";
      case GREATER_THAN -> "greater";
      case LESS_THAN -> "less";
    };
  }
}
