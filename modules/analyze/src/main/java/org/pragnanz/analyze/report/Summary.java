package org.pragnanz.analyze.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pragnanz.analyze.findings.Findings;
import org.pragnanz.analyze.planning.Sensitivity;
import org.pragnanz.analyze.responses.Condition;
import org.pragnanz.analyze.responses.Design;
import org.pragnanz.analyze.responses.Origin;
import org.pragnanz.analyze.responses.Study;
import org.pragnanz.analyze.tests.Alignment;
import org.pragnanz.analyze.tests.Average;
import org.pragnanz.analyze.tests.Question;
import org.pragnanz.analyze.tests.TestRow;
import org.pragnanz.stats.Interval;

/** The findings in words, with their numbers. */
final class Summary {
  private static final double LEVEL = 0.05;

  private final Findings findings;
  private final boolean simulated;

  Summary(Findings findings) {
    this.findings = findings;
    this.simulated = findings.origin().isSimulated();
  }

  Html section() {
    List<Html> parts = new ArrayList<>();
    parts.add(Html.element("h2", "Summary"));
    if (studies().isEmpty()) {
      parts.add(
          Html.element("p", "No main trial was analysed: there is nothing to test.")
              .with("class", "lead"));
    }
    studies().forEach(study -> parts.add(headline(study)));
    if (simulated) {
      parts.add(Html.element("p", caveat()));
    }
    group(parts, "Who answered", Stream.concat(Stream.of(who()), designs()));
    group(
        parts,
        "Does the basis matter?",
        Stream.of(
                tests(Question.BASES_OVER_BOTH).map(this::bases),
                tests(Question.BASES).map(row -> "for these units alone, " + sentence(row)),
                tests(Question.BASES_BY_UNIT)
                    .map(row -> "for these participants alone, " + sentence(row)))
            .flatMap(s -> s));
    group(parts, "Does depth matter?", depth().map(this::sentence));
    group(
        parts,
        "Do the networks differ?",
        Stream.concat(tests(Question.MODELS), tests(Question.BASIS_BY_MODEL)).map(this::models));
    group(
        parts,
        "Do the units matter to the network, and how near are elements to neurons?",
        Stream.of(
                tests(Question.IMPORTANCE).map(this::sentence),
                findings.alignment().stream().map(Summary::alignment),
                tests(Question.ALIGNMENT).map(this::sentence))
            .flatMap(s -> s));
    group(parts, "How far can this be trusted?", trust());
    return Html.element("section", Html.all(parts)).with("id", "summary");
  }

  private static void group(List<Html> parts, String title, Stream<String> sentences) {
    List<Html> points =
        sentences.map(sentence -> (Html) Html.element("li", capital(sentence))).toList();
    if (!points.isEmpty()) {
      parts.add(Html.element("h3", title));
      parts.add(Html.element("ul", Html.all(points)));
    }
  }

  private List<Study> studies() {
    return findings.accuracies().keySet().stream().map(Condition::study).distinct().toList();
  }

  /** The main result of a study in one sentence, whatever it is. */
  private Html headline(Study study) {
    String accuracies =
        findings.bases().stream()
            .filter(score -> score.condition().study().equals(study))
            .map(
                score ->
                    "%s %% of trials in the %s basis"
                        .formatted(
                            Numbers.fixed(100 * score.accuracy().mean(), 1),
                            score.condition().basis()))
            .collect(Collectors.joining(" and "));
    String who = simulated ? "simulated participants" : "participants";
    String verdict = verdict(verdicts(study));
    return Html.element(
            "p",
            "In %s, %s were right in %s%s."
                .formatted(study.label(), who, accuracies, verdict.isEmpty() ? "" : ": " + verdict))
        .with("class", "lead");
  }

  /** Of the tests between a study's bases; empty where there is nothing to infer. */
  private String verdict(List<TestRow> rows) {
    List<TestRow.Outcome> run = rows.stream().flatMap(row -> row.outcome().stream()).toList();
    if (run.isEmpty()) {
      return rows.stream()
          .map(TestRow::method)
          .distinct()
          .collect(Collectors.joining("; ", "the bases cannot be compared (", ")"));
    }
    if (simulated) {
      return "";
    }
    long reliable = run.stream().filter(Summary::isReliable).count();
    if (run.size() > 1) {
      return "%d of %d differences from the baseline %s reliable"
          .formatted(reliable, run.size(), reliable == 1 ? "is" : "are");
    }
    TestRow row = rows.stream().filter(r -> r.outcome().isPresent()).findFirst().orElseThrow();
    TestRow.Outcome outcome = run.get(0);
    String points = points(outcome);
    return reliable == 1
        ? "the difference is reliable, %s is %s by %s"
            .formatted(row.subject().first(), outcome.effect() > 0 ? "higher" : "lower", points)
        : "a difference is not shown (%s)".formatted(points) + equivalent(outcome);
  }

  /** A difference of accuracy in points of a hundred, with its interval. */
  private static String points(TestRow.Outcome outcome) {
    return Numbers.fixed(100 * Math.abs(outcome.effect()), 1)
        + " points"
        + outcome
            .estimate()
            .interval()
            .map(i -> ", 95 % interval of the difference " + points(i))
            .orElse("");
  }

  private static String points(Interval interval) {
    return "[%s, %s]".formatted(bound(interval.low()), bound(interval.high()));
  }

  private static String bound(double end) {
    return Double.isInfinite(end) ? Numbers.end(end) : Numbers.fixed(100 * end, 1);
  }

  /** Whether the difference is shown to be small, where that was tested. */
  private static String equivalent(TestRow.Outcome outcome) {
    return outcome
        .equivalence()
        .filter(e -> e.p() < LEVEL)
        .map(
            e ->
                "; the bases are equivalent within %s points (%s)"
                    .formatted(Numbers.significant(100 * e.margin()), Numbers.p(e.p())))
        .orElse("");
  }

  /** Why simulated answers are no sample to infer from. */
  private String caveat() {
    Origin origin = findings.origin();
    List<String> names = origin.observers().stream().map(n -> "'" + n + "'").toList();
    String share =
        origin.simulated() == origin.responses()
            ? "These are"
            : "Of these, %d of %d are".formatted(origin.simulated(), origin.responses());
    return "%s the answers of %s, %s: p-values and intervals depend on how many sessions were simulated, and say nothing about people."
        .formatted(
            share,
            names.size() == 1 ? "one machine observer" : "machine observers",
            String.join(", ", names));
  }

  private Stream<String> designs() {
    return findings.designs().entrySet().stream().map(e -> design(e.getKey(), e.getValue()));
  }

  private Stream<TestRow> depth() {
    return Stream.concat(
        tests(Question.DEPTH).filter(row -> row.test().equals(TestRow.PEARSON)),
        Stream.concat(tests(Question.DEPTH_DIFFERENCE), tests(Question.DEPTH_OVER_BOTH)));
  }

  private Stream<String> trust() {
    Stream<String> reliability =
        findings.reliability().stream()
            .map(
                r ->
                    r.reliability() > 0
                        ? "reliability of the units' scores, %s: %s (split halves of %d participants, Spearman-Brown)."
                            .formatted(
                                r.condition().label(),
                                Numbers.fixed(r.reliability(), 2),
                                r.participants())
                        : "no reliability of the units' scores is shown, %s: split halves of %d participants do not agree (r = %s)."
                            .formatted(
                                r.condition().label(),
                                r.participants(),
                                Numbers.fixed(r.halves(), 2)));
    Stream<String> power =
        simulated
            ? Stream.of(
                "how many participants a study would need is not shown: simulated sessions spread as"
                    + " their observer does, not as people do.")
            : Stream.of();
    return Stream.of(criteria(), reliability, power).flatMap(s -> s);
  }

  /**
   * In how many choices of the exclusion criteria each test between bases is significant, where the
   * responses hold data for a criterion at all.
   */
  private Stream<String> criteria() {
    Map<String, List<TestRow.Outcome>> outcomes = new LinkedHashMap<>();
    for (Sensitivity choice : findings.sensitivity()) {
      if (choice.varied().isEmpty()) {
        continue;
      }
      for (TestRow row : choice.tests()) {
        row.outcome()
            .ifPresent(o -> outcomes.computeIfAbsent(row.name(), n -> new ArrayList<>()).add(o));
      }
    }
    return outcomes.entrySet().stream()
        .map(
            e ->
                "%s, for these units alone: p%s is below 0.05 under %d of %d choices of the exclusion criteria."
                    .formatted(
                        e.getKey(),
                        e.getValue().stream().anyMatch(o -> o.adjusted().isPresent())
                            ? " after Bonferroni"
                            : "",
                        e.getValue().stream().filter(Summary::isReliable).count(),
                        e.getValue().size()));
  }

  private String who() {
    int kept = findings.screening().kept().size();
    int excluded = findings.screening().excluded().size();
    int leftOut = findings.origin().leftOut();
    return "%s%s; of %s, %d excluded and %d analysed."
        .formatted(
            Numbers.count(findings.origin().responses(), "response"),
            leftOut == 0
                ? ""
                : " (the map of columns leaves out %s)".formatted(Numbers.count(leftOut, "row")),
            Numbers.count(kept + excluded, "session"),
            excluded,
            kept);
  }

  private static String design(Study study, Design design) {
    return switch (design) {
      case BETWEEN ->
          "in %s each participant saw one basis (between-subject design).".formatted(study.label());
      case WITHIN ->
          "in "
              + study.label()
              + " each participant saw every basis (within-subject design), so each one's"
              + " accuracies are paired.";
    };
  }

  // The means that the test is about, beside it.
  private String bases(TestRow row) {
    String means =
        findings.accuracies().entrySet().stream()
            .filter(e -> row.subject().studies().contains(e.getKey().study()))
            .map(e -> e.getKey().basis() + " " + Numbers.average(Average.ofShares(e.getValue())))
            .collect(Collectors.joining(", ", " (", ")"));
    return row.name() + means + ": " + found(row);
  }

  private static String alignment(Alignment alignment) {
    return "mean alignment (Hoyer) of dictionaries' elements, over dictionaries: "
        + alignment.dictionaries().entrySet().stream()
            .map(e -> e.getKey() + " " + Numbers.average(Average.ofShares(e.getValue())))
            .collect(Collectors.joining(", ", "", "."));
  }

  private Stream<TestRow> tests(Question question) {
    return findings.tests().stream().filter(row -> row.isOf(question));
  }

  /**
   * The tests that the main verdict rests on: over participants and units; where a study has one
   * basis, that.
   */
  private List<TestRow> verdicts(Study study) {
    List<TestRow> rows =
        tests(Question.BASES_OVER_BOTH)
            .filter(row -> row.subject().studies().contains(study))
            .toList();
    return rows.isEmpty()
        ? tests(Question.BASES).filter(row -> row.subject().studies().contains(study)).toList()
        : rows;
  }

  private String models(TestRow row) {
    boolean experiments =
        row.subject().studies().stream().map(Study::experiment).distinct().count() > 1;
    return sentence(row)
        + (experiments
            ? " The two also differ in experiment: networks alone are compared only where the"
                + " contrast rule is the same."
            : "");
  }

  private String sentence(TestRow row) {
    return row.name() + ": " + found(row);
  }

  private static boolean isReliable(TestRow.Outcome outcome) {
    return outcome.adjusted().map(TestRow.Adjusted::bonferroni).orElse(outcome.p()) < LEVEL;
  }

  private String found(TestRow row) {
    return row.outcome().map(outcome -> found(row, outcome)).orElse(row.explained() + ".");
  }

  private String found(TestRow row, TestRow.Outcome outcome) {
    if (simulated && !row.subject().studies().isEmpty()) {
      return numbers(row, outcome) + ".";
    }
    boolean up = outcome.effect() > 0;
    String verdict =
        !isReliable(outcome)
            ? "not shown"
            : switch (row.test()) {
              case TestRow.CLUSTERED ->
                  row.isOf(Question.DEPTH_OVER_BOTH)
                      ? "it is " + (up ? "steeper" : "less steep") + " in " + row.subject().first()
                      : row.subject().first() + " is " + (up ? "higher" : "lower");
              case TestRow.MANN_WHITNEY, TestRow.SIGNED_RANK ->
                  row.subject().first() + " is " + (up ? "higher" : "lower");
              case TestRow.T_TEST -> "the mean difference is " + (up ? "positive" : "negative");
              case TestRow.PERMUTATION ->
                  "the difference is " + (up ? "higher" : "lower") + " in " + row.subject().first();
              case TestRow.WILLIAMS ->
                  "the correlation of "
                      + row.subject().first()
                      + " is "
                      + (up ? "higher" : "lower");
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
    String interval = outcome.estimate().interval().map(i -> interval(row, outcome, i)).orElse("");
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
      case TestRow.CLUSTERED ->
          "t(%s) = %s, n = %d participants and %d units, %s%s%s%s"
              .formatted(
                  Numbers.fixed(outcome.df().orElse(0), 1),
                  Numbers.fixed(outcome.statistic(), 2),
                  row.n1(),
                  row.n2().orElse(0),
                  p,
                  interval,
                  equivalence(outcome),
                  bayesFactor(outcome));
      case TestRow.PERMUTATION ->
          "difference of differences = %s, n = %d and %d, %s%s"
              .formatted(
                  Numbers.fixed(outcome.effect(), 3), row.n1(), row.n2().orElse(0), p, interval);
      case TestRow.T_TEST ->
          "t(%d) = %s, %s, Cohen's d = %s%s"
              .formatted(
                  Math.round(outcome.df().orElse(0)),
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

  private static String equivalence(TestRow.Outcome outcome) {
    return outcome
        .equivalence()
        .map(
            e ->
                ", equivalence within %s: %s"
                    .formatted(Numbers.significant(e.margin()), Numbers.p(e.p())))
        .orElse("");
  }

  private static String bayesFactor(TestRow.Outcome outcome) {
    return outcome.bayesFactor().isPresent()
        ? ", Bayes factor for a difference "
            + Numbers.significant(outcome.bayesFactor().getAsDouble())
        : "";
  }

  /** The estimate, unless it is the effect that stands before, and its interval with its level. */
  private static String interval(TestRow row, TestRow.Outcome outcome, Interval interval) {
    TestRow.Estimate of = outcome.estimate();
    return "%s, %s %% interval [%s, %s]"
        .formatted(
            toldBefore(row) ? "" : ", %s %s".formatted(of.name(), Numbers.significant(of.value())),
            Numbers.percent(of.level()),
            Numbers.end(interval.low()),
            Numbers.end(interval.high()));
  }

  private static boolean toldBefore(TestRow row) {
    return switch (row.test()) {
      case TestRow.PEARSON, TestRow.SPEARMAN, TestRow.WILLIAMS, TestRow.PERMUTATION -> true;
      default -> false;
    };
  }

  private static String capital(String sentence) {
    return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1);
  }
}
