package org.pragnanz.analyze.report;

import static org.pragnanz.analyze.report.Html.element;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.pragnanz.analyze.tests.TestRow;
import org.pragnanz.stats.Interval;

/** Every test, as a reader of the field expects it; {@code tests.csv} has the same unrounded. */
final class TestTable {
  private static final List<String> HEADER =
      List.of(
          "question",
          "test",
          "n",
          "statistic",
          "p",
          "p, Bonferroni",
          "p, Holm",
          "effect",
          "estimate, 95 % interval",
          "how p was found");

  private TestTable() {}

  static Html section(List<TestRow> tests) {
    List<List<String>> rows = new ArrayList<>();
    tests.forEach(row -> rows.add(row(row)));
    return element(
            "section",
            element("h2", "Tests"),
            element(
                "p",
                "Adjusted together, by Bonferroni and by Holm, are the bases that a study compares"
                    + " with its baseline (over participants, over units, and over both), the pairs of models"
                    + " within a basis, the correlations with depth and their differences, and the"
                    + " agreement of observers. A test that is alone in its family is not adjusted,"
                    + " nor are basis by model, mixed models, importance and alignment. tests.csv"
                    + " has the same rows unrounded, with every column."),
            Html.table("Every test", HEADER, rows))
        .with("id", "tests");
  }

  private static List<String> row(TestRow row) {
    Optional<TestRow.Outcome> outcome = row.outcome();
    Optional<TestRow.Adjusted> adjusted = outcome.flatMap(TestRow.Outcome::adjusted);
    String n = row.n1() + (row.n2().isPresent() ? " and " + row.n2().getAsInt() : "");
    return List.of(
        row.name(),
        row.test() + (row.alternative().equals("two-sided") ? "" : ", " + row.alternative()),
        n,
        outcome.map(TestTable::statistic).orElse(""),
        outcome.map(o -> p(o.p())).orElse(""),
        adjusted.map(a -> p(a.bonferroni())).orElse(""),
        adjusted.map(a -> p(a.holm())).orElse(""),
        outcome.map(o -> Numbers.fixed(o.effect(), 3) + " " + words(o.effectName())).orElse(""),
        outcome.map(o -> estimate(o.estimate())).orElse(""),
        row.explained());
  }

  private static String statistic(TestRow.Outcome outcome) {
    double value = outcome.statistic();
    String text = Math.abs(value) >= 100 ? Numbers.fixed(value, 1) : Numbers.significant(value);
    return text + (outcome.df().isPresent() ? " (df " + df(outcome.df().getAsDouble()) + ")" : "");
  }

  private static String df(double df) {
    return Numbers.fixed(df, df == Math.rint(df) ? 0 : 1);
  }

  private static String p(double p) {
    return p < 1e-4 ? Numbers.significant(p) : Numbers.fixed(p, 4);
  }

  private static String estimate(TestRow.Estimate estimate) {
    return "%s%s %s"
        .formatted(
            Numbers.significant(estimate.value()),
            estimate
                .interval()
                .map(
                    i ->
                        " [%s, %s]%s"
                            .formatted(
                                Numbers.end(i.low()),
                                Numbers.end(i.high()),
                                estimate.level() == Interval.LEVEL
                                    ? ""
                                    : " (%s %%)".formatted(Numbers.percent(estimate.level()))))
                .orElse(""),
            words(estimate.name()));
  }

  private static String words(String name) {
    return name.replace('_', ' ');
  }
}
