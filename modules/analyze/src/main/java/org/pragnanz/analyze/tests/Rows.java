package org.pragnanz.analyze.tests;

import static org.pragnanz.analyze.tests.TestRow.CLUSTERED;
import static org.pragnanz.analyze.tests.TestRow.MANN_WHITNEY;
import static org.pragnanz.analyze.tests.TestRow.MIXED;
import static org.pragnanz.analyze.tests.TestRow.PEARSON;
import static org.pragnanz.analyze.tests.TestRow.PERMUTATION;
import static org.pragnanz.analyze.tests.TestRow.SIGNED_RANK;
import static org.pragnanz.analyze.tests.TestRow.T_TEST;
import static org.pragnanz.analyze.tests.TestRow.WILLIAMS;

import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.function.DoubleFunction;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.pragnanz.analyze.tests.TestRow.Equivalence;
import org.pragnanz.analyze.tests.TestRow.Estimate;
import org.pragnanz.analyze.tests.TestRow.Outcome;
import org.pragnanz.stats.Correlation;
import org.pragnanz.stats.CorrelationDifference;
import org.pragnanz.stats.Interaction;
import org.pragnanz.stats.Interval;
import org.pragnanz.stats.MannWhitney;
import org.pragnanz.stats.MixedLogistic;
import org.pragnanz.stats.OneSampleT;
import org.pragnanz.stats.Shift;
import org.pragnanz.stats.SignedRank;
import org.pragnanz.stats.TwoWayClustered;

/** The rows of {@code tests.csv}, from what the tests found. */
final class Rows {
  private static final String TWO_SIDED = "two-sided";
  private static final String APPROXIMATE = "asymptotic with tie and continuity correction";

  // An interval that reaches no higher level says nothing.
  private static final double FEWEST_HELD = 0.5;

  // Log odds that no data tell from 0.
  private static final double SINGULAR = 1e-3;

  private Rows() {}

  /** Of two independent samples. */
  static TestRow mannWhitney(
      Subject subject, AlternativeHypothesis alternative, double[] x, double[] y) {
    if (x.length == 0 || y.length == 0) {
      return notRun(subject, MANN_WHITNEY, "a sample is empty", x.length, y.length);
    }
    MannWhitney.Result result = MannWhitney.withDefaults().with(alternative).test(x, y);
    Estimate shift = shift(level -> Shift.between(x, y, level), alternative);
    return row(
        subject,
        MANN_WHITNEY,
        label(alternative),
        (result.exact() ? "exact" : APPROXIMATE) + disagreement(result.p(), shift, ""),
        x.length,
        OptionalInt.of(y.length),
        Optional.of(
            outcome(
                result.u(),
                OptionalDouble.empty(),
                result.p(),
                result.rankBiserial(),
                "rank-biserial",
                shift,
                OptionalDouble.of(result.commonLanguage()))));
  }

  /** Of paired differences. */
  static TestRow signedRank(
      Subject subject, AlternativeHypothesis alternative, double[] differences) {
    if (differences.length == 0) {
      return notRun(subject, SIGNED_RANK, "there are no pairs", 0);
    }
    SignedRank result = SignedRank.test(differences, alternative);
    Estimate shift = shift(level -> Shift.of(differences, level), alternative);
    double above = 0;
    for (double d : differences) {
      above += d > 0 ? 1 : d == 0 ? 0.5 : 0;
    }
    return row(
        subject,
        SIGNED_RANK,
        label(alternative),
        (result.exact() ? "exact" : APPROXIMATE)
            + ", %d differences of 0 left out".formatted(differences.length - result.n())
            + disagreement(
                result.p(),
                shift,
                result.n() < differences.length ? ", which counts differences of 0" : ""),
        differences.length,
        OptionalInt.empty(),
        Optional.of(
            outcome(
                result.w(),
                OptionalDouble.empty(),
                result.p(),
                result.rankBiserial(),
                "matched-pairs rank-biserial",
                shift,
                OptionalDouble.of(above / differences.length))));
  }

  static TestRow correlation(Subject subject, String test, Correlation correlation) {
    String symbol = test.equals(PEARSON) ? "r" : "rho";
    return row(
        subject,
        test,
        TWO_SIDED,
        (correlation.permuted() ? "exact, over all orders" : "t distribution")
            + "; interval by Fisher's z",
        correlation.n(),
        OptionalInt.empty(),
        Optional.of(
            outcome(
                correlation.r(),
                correlation.permuted()
                    ? OptionalDouble.empty()
                    : OptionalDouble.of(correlation.df()),
                correlation.p(),
                correlation.r(),
                symbol,
                new Estimate(
                    symbol,
                    correlation.r(),
                    correlation.n() < 4 || Math.abs(correlation.r()) == 1
                        ? Optional.empty()
                        : Optional.of(correlation.interval(Interval.LEVEL))),
                OptionalDouble.empty())));
  }

  static TestRow correlationDifference(Subject subject, CorrelationDifference difference) {
    return row(
        subject,
        WILLIAMS,
        TWO_SIDED,
        "t distribution, correlations of the same units; interval by Zou",
        difference.df() + 3,
        OptionalInt.empty(),
        Optional.of(
            outcome(
                difference.t(),
                OptionalDouble.of(difference.df()),
                difference.p(),
                difference.difference(),
                "difference of r",
                new Estimate(
                    "difference of r", difference.difference(), Optional.of(difference.interval())),
                OptionalDouble.empty())));
  }

  static TestRow tTest(Subject subject, OneSampleT t) {
    return row(
        subject,
        T_TEST,
        TWO_SIDED,
        "t distribution",
        t.df() + 1,
        OptionalInt.empty(),
        Optional.of(
            outcome(
                t.t(),
                OptionalDouble.of(t.df()),
                t.p(),
                t.cohenD(),
                "cohen_d",
                new Estimate("mean difference", t.mean(), Optional.of(t.interval())),
                OptionalDouble.empty())));
  }

  /**
   * @param n1 values in the first row of cells
   * @param n2 values in the second
   */
  static TestRow interaction(Subject subject, Interaction interaction, int n1, int n2, long seed) {
    return row(
        subject,
        PERMUTATION,
        TWO_SIDED,
        "%d permutations of residuals, seed %d; interval by Welch"
            .formatted(interaction.permutations(), seed),
        n1,
        OptionalInt.of(n2),
        Optional.of(
            outcome(
                interaction.difference(),
                OptionalDouble.empty(),
                interaction.p(),
                interaction.difference(),
                "difference of differences",
                new Estimate(
                    "difference of differences",
                    interaction.difference(),
                    Optional.of(interaction.interval())),
                OptionalDouble.empty())));
  }

  /**
   * A coefficient of a mixed model; its n is the number of answers.
   *
   * @param model one that was fitted
   * @param coefficient its place
   */
  static TestRow mixed(Subject subject, MixedModel model, int coefficient) {
    MixedLogistic fit = model.fit().orElseThrow();
    double logOdds = fit.coefficients()[coefficient];
    return row(
        subject,
        MIXED,
        TWO_SIDED,
        String.format(
                Locale.ROOT,
                "answers of %d participants to %d units, random intercepts of both; Laplace"
                    + " approximation, Wald z; sd of participants %.3f, of units %.3f",
                model.participants(),
                model.units(),
                fit.participantSd(),
                fit.unitSd())
            + (Math.min(fit.participantSd(), fit.unitSd()) < SINGULAR
                ? "; singular: an sd of 0 means that they vary no more than by chance"
                : ""),
        fit.rows(),
        OptionalInt.empty(),
        Optional.of(
            outcome(
                fit.z(coefficient),
                OptionalDouble.empty(),
                fit.p(coefficient),
                Math.exp(logOdds),
                "odds ratio",
                new Estimate(
                    "log odds ratio",
                    logOdds,
                    Optional.of(fit.interval(coefficient, Interval.LEVEL))),
                OptionalDouble.empty())));
  }

  /**
   * Of an estimate over answers that takes participants and units both as random.
   *
   * @param margin of the test of equivalence; empty where there is none
   */
  static TestRow clustered(
      Subject subject,
      AlternativeHypothesis alternative,
      TwoWayClustered test,
      String quantity,
      int participants,
      int units,
      OptionalDouble margin,
      OptionalDouble bayesFactor) {
    return row(
        subject,
        CLUSTERED,
        label(alternative),
        "participants and units random: variance clustered by both, t distribution",
        participants,
        OptionalInt.of(units),
        Optional.of(
            outcome(
                    test.t(),
                    OptionalDouble.of(test.df()),
                    test.p(alternative),
                    test.estimate(),
                    quantity,
                    new Estimate(
                        quantity,
                        test.estimate(),
                        Optional.of(test.interval(Interval.LEVEL, alternative))),
                    OptionalDouble.empty())
                .with(
                    margin.isPresent()
                        ? Optional.of(
                            new Equivalence(
                                margin.getAsDouble(), test.equivalence(margin.getAsDouble())))
                        : Optional.empty(),
                    bayesFactor)));
  }

  /** A test that the data do not allow. */
  static TestRow notRun(Subject subject, String test, String reason, int n1) {
    return notRun(subject, test, reason, n1, OptionalInt.empty());
  }

  static TestRow notRun(Subject subject, String test, String reason, int n1, int n2) {
    return notRun(subject, test, reason, n1, OptionalInt.of(n2));
  }

  private static TestRow notRun(
      Subject subject, String test, String reason, int n1, OptionalInt n2) {
    return row(subject, test, TWO_SIDED, reason, n1, n2, Optional.empty());
  }

  private static TestRow row(
      Subject subject,
      String test,
      String alternative,
      String method,
      int n1,
      OptionalInt n2,
      Optional<Outcome> outcome) {
    return new TestRow(subject, test, alternative, method, n1, n2, outcome);
  }

  /**
   * The shift with an interval that has the test's sides; none where it would hold the truth less
   * often than not.
   */
  private static Estimate shift(DoubleFunction<Shift> shiftAt, AlternativeHypothesis alternative) {
    boolean two = alternative == AlternativeHypothesis.TWO_SIDED;
    Shift shift = shiftAt.apply(two ? Interval.LEVEL : 2 * Interval.LEVEL - 1);
    double level = two ? shift.level() : (1 + shift.level()) / 2;
    Interval interval =
        new Interval(
            alternative == AlternativeHypothesis.LESS_THAN
                ? Double.NEGATIVE_INFINITY
                : shift.interval().low(),
            alternative == AlternativeHypothesis.GREATER_THAN
                ? Double.POSITIVE_INFINITY
                : shift.interval().high());
    return new Estimate(
        "Hodges-Lehmann shift",
        shift.estimate(),
        level > FEWEST_HELD ? Optional.of(interval) : Optional.empty(),
        level);
  }

  /** Says where the test and the interval beside it part. */
  private static String disagreement(double p, Estimate estimate, String why) {
    // A level that is reached exactly is held, but for rounding.
    boolean rejected =
        estimate.level() < Interval.LEVEL
            ? p < 1 - estimate.level() + 1e-9
            : p < 1 - Interval.LEVEL;
    boolean outside = estimate.interval().map(i -> i.low() > 0 || i.high() < 0).orElse(rejected);
    return rejected == outside
        ? ""
        : "; p and the interval%s part, as ranks move in steps".formatted(why);
  }

  private static Outcome outcome(
      double statistic,
      OptionalDouble df,
      double p,
      double effect,
      String effectName,
      Estimate estimate,
      OptionalDouble commonLanguage) {
    return new Outcome(
        statistic,
        df,
        p,
        Optional.empty(),
        effect,
        effectName,
        estimate,
        commonLanguage,
        Optional.empty(),
        OptionalDouble.empty());
  }

  private static String label(AlternativeHypothesis alternative) {
    return switch (alternative) {
      case TWO_SIDED -> TWO_SIDED;
      case GREATER_THAN -> "greater";
      case LESS_THAN -> "less";
    };
  }
}
