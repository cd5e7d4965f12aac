package org.pragnanz.analyze.findings;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/** How the findings were computed, as a paper's methods section would say it. */
final class Methods {
  private Methods() {}

  static String text(
      Settings settings, Map<Study, Design> designs, Screening screening, boolean simulated) {
    Screening.Criteria criteria = settings.criteria();
    String practice = "at least %s practice trials right".formatted(criteria.practice());
    String attention = "at least %s catch trials right".formatted(criteria.attention());
    boolean paired = designs.containsValue(Design.WITHIN);
    boolean independent = designs.containsValue(Design.BETWEEN);
    String alternative =
        settings.alternative() == AlternativeHypothesis.TWO_SIDED
            ? "two-sided"
            : "one-sided: the basis "
                + (settings.alternative() == AlternativeHypothesis.GREATER_THAN ? "above" : "below")
                + " the baseline";
    return String.join(
        "\n",
        "%d of %d sessions were analysed (%s). A session counted if it was complete (%s the"
                .formatted(
                    screening.kept().size(),
                    screening.kept().size() + screening.excluded().size(),
                    designs.entrySet().stream()
                        .map(e -> e.getKey().label() + " " + e.getValue().label())
                        .collect(Collectors.joining(", ")),
                    criteria.complete().correct() == criteria.complete().n()
                        ? "all"
                        : "at least %s of".formatted(criteria.complete()))
            + " main trials that most sessions have), with "
            + practice
            + ", "
            + attention
            + String.format(
                Locale.ROOT,
                ", and a completion time within %s standard deviations of the mean of its experiment"
                    + " and model; criteria whose trials the responses do not hold were passed over.",
                criteria.deviations()),
        "A participant's accuracy is the share of main trials answered correctly. Means over participants"
            + " are given with Student's 95 % interval and with the bias-corrected and accelerated"
            + " bootstrap interval (%d resamples); units' accuracies with Wilson's interval."
                .formatted(Findings.RESAMPLES),
        (independent
                ? "Bases seen by different participants were compared by Mann-Whitney's U over"
                    + " participants' accuracies (%s; asymptotic with correction for ties and"
                        .formatted(alternative)
                    + " continuity, exact without ties where one sample has at most 8 values), with the"
                    + " rank-biserial correlation, the common-language effect size and the"
                    + " Hodges-Lehmann shift with its 95 % interval. "
                : "")
            + (paired
                ? "Bases seen by the same participants were compared by Wilcoxon's signed-rank test of"
                    + " each participant's difference (%s; differences of 0 left out), with the"
                        .formatted(alternative)
                    + " matched-pairs rank-biserial correlation and the Hodges-Lehmann shift. "
                : "")
            + "Units' accuracies in both bases were compared by Wilcoxon's signed-rank test. "
            + "Models were compared within each basis by Mann-Whitney's U, and the interaction of basis"
            + " and model by %d permutations of the residuals of the additive model."
                .formatted(AccuracyTests.PERMUTATIONS)
            + " P-values of several bases of a study, and of several pairs of models within a basis, were"
            + " adjusted by Bonferroni and by Holm.",
        "Units' accuracies were correlated with their relative depth by Pearson's and Spearman's"
            + " coefficients with Fisher's 95 % intervals, adjusted by Bonferroni and by Holm over"
            + " conditions; two bases' correlations, which rest on the same units, were compared by"
            + " Williams' T2 with Zou's interval. Whether answers were right was also modelled by logistic"
            + " regression on basis, depth and their interaction with crossed random intercepts of"
            + " participants and units (maximum likelihood, Laplace approximation, Wald tests). Its only"
            + " random effects are these intercepts, so that its interval for basis, like Mann-Whitney's"
            + " U, is for the units studied; the test by unit is the one that generalises to units.",
        ("Differences in importance were tested against 0 by a one-sample t-test (Cohen's d) and by"
                    + " Wilcoxon's signed-rank test, dictionaries' mean alignment between models by"
                    + " Mann-Whitney's U. The reliability of units' scores is the Spearman-Brown corrected split-half"
                    + " correlation over %d random halves of the participants, its square root the noise"
                    + " ceiling of any observer. ")
                .formatted(Reliability.SPLITS)
            + (simulated
                ? "Answers were simulated, so that p-values and intervals depend on the number of simulated sessions; power was not computed."
                : "Power was simulated with %d studies for each number of participants, with the spread of participants and units that the mixed model found and an advantage that is the same on every unit."
                    .formatted(Power.STUDIES)),
        "Computed with Pragnanz %s (Apache Commons Math %s, Commons Statistics %s); seed of all random draws: %d."
            .formatted(
                version(Methods.class),
                version(StatUtils.class),
                version(MannWhitneyUTest.class),
                settings.seed()),
        "");
  }

  private static String version(Class<?> of) {
    return Optional.ofNullable(of.getPackage().getImplementationVersion()).orElse("(from source)");
  }
}
