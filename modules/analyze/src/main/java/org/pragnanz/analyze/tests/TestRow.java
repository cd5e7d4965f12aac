package org.pragnanz.analyze.tests;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.pragnanz.stats.Adjustment;
import org.pragnanz.stats.Interval;

/**
 * A row of {@code tests.csv}.
 *
 * <p>Families of several tests are adjusted: each other basis against the baseline within a study,
 * over participants and over units; the pairs of models within a basis; the correlations with depth
 * over conditions, by each coefficient, and their differences between bases; the agreement of
 * observers over conditions, by each coefficient. Rows of other families stand as they are: basis
 * by model, mixed models, importance, alignment.
 *
 * @param subject what is tested, on which data
 * @param test the test's name
 * @param alternative two-sided, greater (the first sample's values are larger) or less
 * @param method how the p-value came about; or why the test was not run
 * @param n1 size of the first or only sample
 * @param n2 size of the second sample
 * @param outcome what the test found; empty where it was not run
 */
public record TestRow(
    Subject subject,
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
          "ci_high",
          "estimate",
          "estimate_name",
          "common_language",
          "p_holm",
          "question",
          "first",
          "second",
          "equivalence_margin",
          "p_equivalence",
          "bayes_factor",
          "ci_level");
  public static final String MANN_WHITNEY = "Mann-Whitney U";
  public static final String SIGNED_RANK = "Wilcoxon signed-rank";
  public static final String PEARSON = "Pearson";
  public static final String SPEARMAN = "Spearman";
  public static final String WILLIAMS = "Williams' T2";
  public static final String T_TEST = "one-sample t";
  public static final String PERMUTATION = "permutation";
  public static final String CLUSTERED = "two-way clustered t";
  public static final String MIXED = "mixed logistic";

  /**
   * What a test found.
   *
   * @param statistic U, W, r, rho, t, z or a difference
   * @param df degrees of freedom
   * @param p the p-value as it is
   * @param adjusted the p-value adjusted for the family; empty where the row is a family of its own
   * @param effect the effect's size, in the measure {@code effectName}
   * @param estimate what the interval bounds
   * @param commonLanguage chance that a value of the first sample is the larger one, ties half
   * @param equivalence whether the estimate is near 0; empty where that is not tested
   * @param bayesFactor how much likelier the data are with an effect than without
   */
  public record Outcome(
      double statistic,
      OptionalDouble df,
      double p,
      Optional<Adjusted> adjusted,
      double effect,
      String effectName,
      Estimate estimate,
      OptionalDouble commonLanguage,
      Optional<Equivalence> equivalence,
      OptionalDouble bayesFactor) {
    Outcome with(Optional<Equivalence> equivalence, OptionalDouble bayesFactor) {
      return new Outcome(
          statistic,
          df,
          p,
          adjusted,
          effect,
          effectName,
          estimate,
          commonLanguage,
          equivalence,
          bayesFactor);
    }

    Outcome with(Adjusted adjusted) {
      return new Outcome(
          statistic,
          df,
          p,
          Optional.of(adjusted),
          effect,
          effectName,
          estimate,
          commonLanguage,
          equivalence,
          bayesFactor);
    }
  }

  /**
   * Two one-sided tests.
   *
   * @param margin distance from 0, in the estimate's unit
   * @param p below 0.05 the truth lies within the margin
   */
  public record Equivalence(double margin, double p) {}

  /**
   * A quantity with its interval; of a one-sided test the interval is open on one side.
   *
   * @param name such as Hodges-Lehmann shift, mean difference, r
   * @param interval empty where there are too few values for one
   * @param level the interval's: 0.95, or less where so few values allow no more
   */
  public record Estimate(String name, double value, Optional<Interval> interval, double level) {
    Estimate(String name, double value, Optional<Interval> interval) {
      this(name, value, interval, Interval.LEVEL);
    }
  }

  /** A p-value adjusted for its family, by Bonferroni and by Holm. */
  public record Adjusted(double bonferroni, double holm) {}

  /** Whether it is a test of this question. */
  public boolean isOf(Question question) {
    return subject.question() == question;
  }

  /** What is tested, in words. */
  public String name() {
    return subject.name();
  }

  /** How the p-value came about; or that the test was not run, and why. */
  public String explained() {
    return outcome.isPresent() ? method : "not run: " + method;
  }

  /** The same row with what its test takes as random and what as fixed, where it was run. */
  TestRow taking(String remark) {
    return outcome.isPresent() ? noting(remark) : this;
  }

  /** The same row with a further remark on its method. */
  TestRow noting(String remark) {
    return new TestRow(subject, test, alternative, method + "; " + remark, n1, n2, outcome);
  }

  /**
   * Adjusts the p-values of rows that are one family. Rows that were not run do not count; a test
   * that is alone needs no adjustment.
   */
  static List<TestRow> adjusted(List<TestRow> family) {
    if (family.stream().filter(row -> row.outcome.isPresent()).count() < 2) {
      return family;
    }
    double[] p =
        family.stream().flatMap(row -> row.outcome.stream()).mapToDouble(Outcome::p).toArray();
    double[] bonferroni = Adjustment.BONFERRONI.adjust(p);
    double[] holm = Adjustment.HOLM.adjust(p);
    List<TestRow> adjusted = new ArrayList<>();
    int next = 0;
    for (TestRow row : family) {
      boolean run = row.outcome.isPresent();
      adjusted.add(run ? row.with(new Adjusted(bonferroni[next], holm[next])) : row);
      next += run ? 1 : 0;
    }
    return adjusted;
  }

  private TestRow with(Adjusted adjusted) {
    return new TestRow(
        subject, test, alternative, method, n1, n2, outcome.map(o -> o.with(adjusted)));
  }

  /** The row's cells in {@link #HEADER}'s order; null where a field has no meaning. */
  public Object[] cells() {
    Optional<Adjusted> adjusted = outcome.flatMap(Outcome::adjusted);
    Optional<Estimate> estimate = outcome.map(Outcome::estimate);
    Optional<Interval> interval = estimate.flatMap(Estimate::interval);
    OptionalDouble language = outcome.map(Outcome::commonLanguage).orElse(OptionalDouble.empty());
    return new Object[] {
      subject.name(),
      test,
      alternative,
      explained(),
      n1,
      cell(n2),
      outcome.map(Outcome::statistic).orElse(null),
      outcome.map(o -> df(o.df)).orElse(null),
      outcome.map(Outcome::p).orElse(null),
      adjusted.map(Adjusted::bonferroni).orElse(null),
      adjusted.isPresent() ? "bonferroni" : outcome.isPresent() ? "none" : null,
      subject.family(),
      outcome.map(Outcome::effect).orElse(null),
      outcome.map(Outcome::effectName).orElse(null),
      interval.map(Interval::low).filter(Double::isFinite).orElse(null),
      interval.map(Interval::high).filter(Double::isFinite).orElse(null),
      estimate.map(Estimate::value).orElse(null),
      estimate.map(Estimate::name).orElse(null),
      language.isPresent() ? language.getAsDouble() : null,
      adjusted.map(Adjusted::holm).orElse(null),
      subject.question().label(),
      subject.first(),
      subject.second(),
      outcome.flatMap(Outcome::equivalence).map(Equivalence::margin).orElse(null),
      outcome.flatMap(Outcome::equivalence).map(Equivalence::p).orElse(null),
      outcome
          .map(Outcome::bayesFactor)
          .filter(OptionalDouble::isPresent)
          .map(OptionalDouble::getAsDouble)
          .orElse(null),
      interval.isPresent() ? estimate.get().level() : null
    };
  }

  // Most tests' are whole numbers, and stand as such.
  private static Object df(OptionalDouble value) {
    if (value.isEmpty()) {
      return null;
    }
    double df = value.getAsDouble();
    return df == Math.rint(df) ? (Object) (int) df : (Object) df;
  }

  private static Object cell(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : null;
  }
}
