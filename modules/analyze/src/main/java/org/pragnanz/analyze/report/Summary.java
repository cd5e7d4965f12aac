package org.pragnanz.analyze.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.pragnanz.analyze.findings.Alignment;
import org.pragnanz.analyze.findings.Average;
import org.pragnanz.analyze.findings.Design;
import org.pragnanz.analyze.findings.Findings;
import org.pragnanz.analyze.findings.Study;
import org.pragnanz.analyze.findings.TestRow;
import org.pragnanz.stats.Interval;

/** The findings in words, with their numbers. */
final class Summary {
  private static final double LEVEL = 0.05;

  private final Findings findings;

  Summary(Findings findings) {
    this.findings = findings;
  }

  Html section() {
    List<Html> points = new ArrayList<>();
    add(points, who());
    findings.designs().forEach((study, design) -> add(points, design(study, design)));
    tests("bases").forEach(row -> add(points, bases(row)));
    tests("models").forEach(row -> add(points, row.name() + ": " + found(row)));
    tests("depth (%s)".formatted(TestRow.PEARSON))
        .forEach(row -> add(points, row.name() + ": " + found(row)));
    tests("importance").forEach(row -> add(points, row.name() + ": " + found(row)));
    findings.alignment().ifPresent(a -> add(points, alignment(a)));
    tests("alignment").forEach(row -> add(points, row.name() + ": " + found(row)));
    return Html.element(
            "section", Html.element("h2", "Summary"), Html.element("ul", Html.all(points)))
        .with("id", "summary");
  }

  private static void add(List<Html> points, String sentence) {
    points.add(Html.element("li", capital(sentence)));
  }

  private String who() {
    int kept = findings.screening().kept().size();
    int excluded = findings.screening().excluded().size();
    return "%s of %s; %d excluded, %d analysed."
        .formatted(
            Numbers.count(findings.origin().responses(), "response"),
            Numbers.count(kept + excluded, "participant"),
            excluded,
            kept);
  }

  private static String design(Study study, Design design) {
    return switch (design) {
      case BETWEEN -> study.label() + ": each participant saw one basis (between-subject design).";
      case WITHIN ->
          study.label()
              + ": each participant saw every basis (within-subject design), so each one's"
              + " accuracies are paired.";
    };
  }

  // The means that the test is about, beside it.
  private String bases(TestRow row) {
    String means =
        findings.accuracies().entrySet().stream()
            .filter(e -> row.name().endsWith(": " + e.getKey().study().label()))
            .map(e -> e.getKey().basis() + " " + Numbers.average(Average.of(e.getValue())))
            .collect(Collectors.joining(", ", " (", ")"));
    return row.name() + means + ": " + found(row);
  }

  private static String alignment(Alignment alignment) {
    return "mean alignment (Hoyer) of dictionary elements: "
        + alignment.hoyer().entrySet().stream()
            .map(e -> e.getKey() + " " + Numbers.average(Average.of(e.getValue())))
            .collect(Collectors.joining(", ", "", "."));
  }

  private List<TestRow> tests(String family) {
    return findings.tests().stream().filter(row -> row.family().equals(family)).toList();
  }

  private static String found(TestRow row) {
    return row.outcome().map(outcome -> found(row, outcome)).orElse(row.method() + ".");
  }

  private static String found(TestRow row, TestRow.Outcome outcome) {
    double p = outcome.adjusted().map(TestRow.Adjusted::bonferroni).orElse(outcome.p());
    boolean up = outcome.effect() > 0;
    String verdict =
        p >= LEVEL
            ? "no reliable effect"
            : switch (row.test()) {
              case TestRow.MANN_WHITNEY, TestRow.SIGNED_RANK ->
                  "the first is " + (up ? "higher" : "lower");
              case TestRow.T_TEST -> "the mean difference is " + (up ? "positive" : "negative");
              case TestRow.PERMUTATION ->
                  "the bases differ more in the " + (up ? "first" : "second");
              default -> "it " + (up ? "rises" : "falls") + " with depth";
            };
    return verdict + " (" + numbers(row, outcome) + ").";
  }

  /** Statistic, p-value, effect size and interval, as a reader of the field expects them. */
  private static String numbers(TestRow row, TestRow.Outcome outcome) {
    String p =
        outcome
            .adjusted()
            .map(a -> Numbers.p(a.bonferroni()) + " after Bonferroni")
            .orElse(Numbers.p(outcome.p()));
    String interval =
        outcome
            .estimate()
            .interval()
            .map(i -> ", 95 % interval " + interval(outcome.estimate().name(), i))
            .orElse("");
    return switch (row.test()) {
      case TestRow.MANN_WHITNEY ->
          "U = %s, n = %d and %d, %s, rank-biserial r = %s%s"
              .formatted(
                  Numbers.fixed(outcome.statistic(), 1),
                  row.n1(),
                  row.n2().orElse(0),
                  p,
                  Numbers.fixed(outcome.effect(), 2),
                  interval);
      case TestRow.SIGNED_RANK ->
          "W = %s, n = %d pairs, %s, rank-biserial r = %s%s"
              .formatted(
                  Numbers.fixed(outcome.statistic(), 1),
                  row.n1(),
                  p,
                  Numbers.fixed(outcome.effect(), 2),
                  interval);
      case TestRow.PERMUTATION ->
          "difference of differences = %s, n = %d and %d, %s%s"
              .formatted(
                  Numbers.fixed(outcome.effect(), 3), row.n1(), row.n2().orElse(0), p, interval);
      case TestRow.T_TEST ->
          "t(%d) = %s, %s, Cohen's d = %s%s"
              .formatted(
                  outcome.df().orElse(0),
                  Numbers.fixed(outcome.statistic(), 2),
                  p,
                  Numbers.fixed(outcome.effect(), 2),
                  interval);
      default ->
          "%s = %s, n = %d units, %s%s"
              .formatted(
                  outcome.effectName(), Numbers.fixed(outcome.effect(), 2), row.n1(), p, interval);
    };
  }

  private static String interval(String of, Interval interval) {
    return "of the %s [%s, %s]"
        .formatted(of, Numbers.significant(interval.low()), Numbers.significant(interval.high()));
  }

  private static String capital(String sentence) {
    return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
  }
}
