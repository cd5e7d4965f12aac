package org.pragnanz.analyze.findings;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;
import org.pragnanz.analyze.planning.Power;
import org.pragnanz.analyze.planning.Reliability;
import org.pragnanz.analyze.responses.Design;
import org.pragnanz.analyze.responses.Origin;
import org.pragnanz.analyze.responses.Study;
import org.pragnanz.analyze.screening.Screening;
import org.pragnanz.analyze.screening.Screening.Criterion;
import org.pragnanz.analyze.tests.AccuracyTests;
import org.pragnanz.analyze.tests.Question;
import org.pragnanz.analyze.tests.TestRow;

/**
 * How the findings were computed, as a paper's methods section would say it: of each test only
 * where it was run.
 */
record Methods(
    Settings settings,
    Map<Study, Design> designs,
    Screening screening,
    Origin origin,
    List<TestRow> tests,
    boolean reliability,
    boolean power) {

  /** A paragraph a line. */
  String text() {
    return Stream.of(answers(), accuracies(), comparisons(), depth(), units(), versions())
            .filter(paragraph -> !paragraph.isEmpty())
            .collect(Collectors.joining("\n"))
        + "\n";
  }

  /** Whether a test of one of the questions was run. */
  private boolean ran(Question... questions) {
    return tests.stream()
        .anyMatch(row -> Stream.of(questions).anyMatch(row::isOf) && row.outcome().isPresent());
  }

  private static String sentences(Stream<String> sentences) {
    return sentences.filter(sentence -> !sentence.isEmpty()).collect(Collectors.joining(" "));
  }

  private String answers() {
    Screening.Criteria criteria = settings.criteria();
    int kept = screening.kept().size();
    String studies =
        designs.entrySet().stream()
            .map(e -> e.getKey().label() + " " + e.getValue().label())
            .collect(Collectors.joining(", "));
    return sentences(
        Stream.of(
            simulated(),
            "%d of %d sessions were analysed (%s)."
                .formatted(kept, kept + screening.excluded().size(), studies),
            "A session counted if it was complete (%s the main trials that most sessions have)%s."
                .formatted(
                    criteria.complete().correct() == criteria.complete().n()
                        ? "all"
                        : "at least %s of".formatted(criteria.complete()),
                    others(criteria))));
  }

  /** The criteria that some study's responses held data for. */
  private String others(Screening.Criteria criteria) {
    StringBuilder others = new StringBuilder();
    if (applied(Criterion.PRACTICE)) {
      others.append(", at least %s practice trials were right".formatted(criteria.practice()));
    }
    if (applied(Criterion.CATCH)) {
      others.append(", at least %s catch trials were right".formatted(criteria.attention()));
    }
    if (applied(Criterion.TIME)) {
      others.append(
          String.format(
              Locale.ROOT,
              ", and the completion time lay within %s standard deviations of the mean of its"
                  + " experiment and model",
              criteria.deviations()));
    }
    return others.toString();
  }

  private boolean applied(Criterion criterion) {
    return screening.passedOver().values().stream().anyMatch(p -> !p.contains(criterion));
  }

  private String simulated() {
    if (!origin.isSimulated()) {
      return "";
    }
    return "%d of %d answers were given by machine observers (%s), not by people, so that p-values and intervals depend on how many sessions were simulated."
        .formatted(origin.simulated(), origin.responses(), String.join(", ", origin.observers()));
  }

  private static String accuracies() {
    return "A participant's accuracy is the share of main trials answered correctly. Means over participants"
        + " are given with Student's 95 % interval and with the bias-corrected and accelerated"
        + " bootstrap interval (%d resamples); units' accuracies with Wilson's interval."
            .formatted(Findings.RESAMPLES);
  }

  private String comparisons() {
    boolean bases = ran(Question.BASES);
    return sentences(
        Stream.of(
            bases && designs.containsValue(Design.BETWEEN)
                ? "Bases seen by different participants were compared by Mann-Whitney's U over"
                    + " participants' accuracies (%s; %s), with the"
                        .formatted(alternative(), found(TestRow.MANN_WHITNEY))
                    + " rank-biserial correlation, the common-language effect size and the"
                    + " Hodges-Lehmann shift with its interval."
                : "",
            bases && designs.containsValue(Design.WITHIN)
                ? "Bases seen by the same participants were compared by Wilcoxon's signed-rank test of"
                    + " each participant's difference (%s; %s; differences of 0 left out), with the"
                        .formatted(alternative(), found(TestRow.SIGNED_RANK))
                    + " matched-pairs rank-biserial correlation and the Hodges-Lehmann shift."
                : "",
            ran(Question.BASES_OVER_BOTH)
                ? String.format(
                    Locale.ROOT,
                    "The verdict rests on the difference of mean accuracy with participants and units"
                        + " both as random (%s): its variance is clustered by both (Cameron, Gelbach"
                        + " and Miller 2011), its degrees of freedom are Satterthwaite's. Two one-sided"
                        + " tests ask whether it lies within %s of 0; the Bayes factor is that of"
                        + " Jeffreys, Zellner and Siow (Rouder et al. 2009; Cauchy prior of scale 0.707"
                        + " on the difference in standard deviations between participants).",
                    alternative(),
                    settings.margin())
                : "",
            ran(Question.BASES_BY_UNIT)
                ? "Units' accuracies in both bases were compared by Wilcoxon's signed-rank test."
                : "",
            ran(Question.MODELS)
                ? "Models were compared within each basis by Mann-Whitney's U."
                : "",
            ran(Question.BASIS_BY_MODEL)
                ? "The interaction of basis and model was tested by %d permutations of the residuals of the additive model."
                    .formatted(AccuracyTests.PERMUTATIONS)
                : "",
            adjusted(
                    Question.BASES_OVER_BOTH,
                    Question.BASES,
                    Question.BASES_BY_UNIT,
                    Question.MODELS)
                ? "P-values of several bases of a study, and of several pairs of models within a basis,"
                    + " were adjusted by Bonferroni and by Holm."
                : ""));
  }

  /** How the p-values of a rank test of bases over participants were found. */
  private String found(String test) {
    return tests.stream()
        .filter(row -> row.isOf(Question.BASES) && row.test().equals(test))
        .filter(row -> row.outcome().isPresent())
        .map(
            row ->
                row.method().startsWith("exact")
                    ? "exact"
                    : "asymptotic with correction for ties and continuity")
        .distinct()
        .sorted()
        .collect(Collectors.joining(", or "));
  }

  private boolean adjusted(Question... questions) {
    return tests.stream()
        .filter(row -> Stream.of(questions).anyMatch(row::isOf))
        .flatMap(row -> row.outcome().stream())
        .anyMatch(outcome -> outcome.adjusted().isPresent());
  }

  private String alternative() {
    if (settings.alternative() == AlternativeHypothesis.TWO_SIDED) {
      return "two-sided";
    }
    boolean above = settings.alternative() == AlternativeHypothesis.GREATER_THAN;
    return "one-sided: the basis %s the baseline".formatted(above ? "above" : "below");
  }

  private String depth() {
    return sentences(
        Stream.of(
            ran(Question.DEPTH)
                ? "Units' accuracies were correlated with their relative depth by Pearson's and Spearman's"
                    + " coefficients with Fisher's 95 %% intervals%s."
                        .formatted(
                            adjusted(Question.DEPTH)
                                ? ", adjusted by Bonferroni and by Holm over conditions"
                                : "")
                : "",
            ran(Question.DEPTH_DIFFERENCE)
                ? "Two bases' correlations, which rest on the same units, were compared by Williams' T2"
                    + " with Zou's interval."
                : "",
            ran(Question.DEPTH_OVER_BOTH)
                ? "Whether the difference of the bases changes with depth was tested by the slopes of accuracy over"
                    + " depth, with the variance clustered by participants and units."
                : "",
            ran(Question.MIXED_BASIS)
                ? "Whether answers were right was also modelled by logistic regression on basis%s with"
                        .formatted(
                            ran(Question.MIXED_BASIS_BY_DEPTH)
                                ? ", depth and their interaction,"
                                : "")
                    + " crossed random intercepts of participants and units (maximum likelihood, Laplace"
                    + " approximation, Wald tests). Its only random effects are these intercepts, so that"
                    + " its interval for basis, like Mann-Whitney's U, is for the units studied."
                : ""));
  }

  private String units() {
    return sentences(
        Stream.of(
            ran(Question.IMPORTANCE)
                ? "Differences in importance were tested against 0 by a one-sample t-test (Cohen's d) and"
                    + " by Wilcoxon's signed-rank test."
                : "",
            ran(Question.ALIGNMENT)
                ? "Dictionaries' mean alignment was compared between models by Mann-Whitney's U."
                : "",
            reliability
                ? "The reliability of units' scores is the Spearman-Brown corrected split-half correlation over %d random halves of the participants, its square root the noise ceiling of any observer."
                    .formatted(Reliability.SPLITS)
                : "",
            power
                ? "Power was simulated with %d studies for each number of participants, with the spread of participants and units that the mixed model found and an advantage that is the same on every unit."
                    .formatted(Power.STUDIES)
                : ""));
  }

  private String versions() {
    return "Computed with Pragnanz %s (Apache Commons Math %s, Commons Statistics %s); seed of all random draws: %d."
        .formatted(
            version(Methods.class),
            version(StatUtils.class),
            version(MannWhitneyUTest.class),
            settings.seed());
  }

  private static String version(Class<?> of) {
    return Optional.ofNullable(of.getPackage().getImplementationVersion()).orElse("(from source)");
  }
}
