package org.pragnanz.analyze.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.pragnanz.analyze.findings.Alignment;
import org.pragnanz.analyze.findings.Average;
import org.pragnanz.analyze.findings.Condition;
import org.pragnanz.analyze.findings.Findings;
import org.pragnanz.analyze.findings.Study;
import org.pragnanz.analyze.findings.UnitScore;

/** The paper's figures 3 (a, b), 4 and 5, drawn from the findings. */
final class Figures {
  private static final String READING =
      "Each small mark is a participant; the large mark is the mean with its 95 % interval;"
          + " the dashed line is chance. ";

  // Places among the colours: a basis and a model never share one.
  private static final int DICTIONARY = 1;
  private static final int MODELS = 2;

  private final Findings findings;
  private final boolean simulated;

  private Figures(Findings findings) {
    this.findings = findings;
    this.simulated = findings.origin().isSimulated();
  }

  static List<Figure> of(Findings findings) {
    Figures figures = new Figures(findings);
    List<Figure> all = new ArrayList<>();
    if (!findings.screening().kept().isEmpty()) {
      all.add(figures.byExperiment());
      all.add(figures.byModel());
    }
    all.addAll(figures.byDepth());
    findings.alignment().filter(a -> !a.hoyer().isEmpty()).ifPresent(a -> all.add(byAlignment(a)));
    return all;
  }

  private Figure byExperiment() {
    return accuracy(
        "fig3a-accuracy-by-experiment",
        "Accuracy by basis and experiment",
        "experiment/model",
        0,
        c -> c.study().label(),
        Condition::basis);
  }

  private Figure byModel() {
    return accuracy(
        "fig3b-accuracy-by-basis",
        "Accuracy by model and basis",
        "basis",
        MODELS,
        Condition::basis,
        c -> c.study().model() + " (" + c.study().experiment() + ")");
  }

  private Figure accuracy(
      String id,
      String title,
      String xTitle,
      int firstColour,
      Function<Condition, String> groupOf,
      Function<Condition, String> seriesOf) {
    Map<Condition, double[]> accuracies = findings.accuracies();
    List<String> groups = names(accuracies, groupOf);
    StripChart chart = new StripChart(groups, firstColour);
    for (String series : names(accuracies, seriesOf)) {
      Map<Integer, double[]> values = new TreeMap<>();
      accuracies.forEach(
          (condition, accuracy) -> {
            if (seriesOf.apply(condition).equals(series)) {
              values.put(groups.indexOf(groupOf.apply(condition)), accuracy);
            }
          });
      chart.with(series, values);
    }
    String numbers =
        accuracies.entrySet().stream()
            .map(e -> e.getKey().label() + ": " + Numbers.average(Average.of(e.getValue())))
            .collect(joining("; ", "", "."));
    return new Figure(
        id,
        title,
        origin() + READING + numbers,
        title + ". " + numbers,
        chart.draw(xTitle, "proportion correct per participant", true, simulated));
  }

  private static List<String> names(
      Map<Condition, double[]> accuracies, Function<Condition, String> nameOf) {
    return accuracies.keySet().stream().map(nameOf).distinct().sorted(Condition.BASES).toList();
  }

  private List<Figure> byDepth() {
    List<Figure> figures = new ArrayList<>();
    findings.units().stream()
        .filter(u -> !Double.isNaN(u.depth()))
        .collect(groupingBy(u -> u.condition().study(), TreeMap::new, toList()))
        .forEach((study, units) -> figures.add(byDepth(study, units)));
    return figures;
  }

  private Figure byDepth(Study study, List<UnitScore> units) {
    Map<String, List<UnitScore>> bases =
        units.stream()
            .collect(
                groupingBy(
                    u -> u.condition().basis(), () -> new TreeMap<>(Condition.BASES), toList()));
    String slopes =
        bases.entrySet().stream()
            .map(e -> e.getKey() + ": " + e.getValue().size() + " units" + slope(e.getValue()))
            .collect(joining("; ", "", "."));
    String title = "Accuracy by depth: " + study.label();
    return new Figure(
        "fig4-accuracy-by-depth-" + fileName(study.experiment() + "-" + study.model()),
        title,
        origin()
            + "Each mark is a unit, over all participants; lines are least-squares fits; the dashed"
            + " line is chance. "
            + slopes,
        title + ". " + slopes,
        DepthChart.draw(bases, simulated));
  }

  private static String slope(List<UnitScore> units) {
    SimpleRegression fit = DepthChart.fit(units);
    return Double.isNaN(fit.getSlope())
        ? ""
        : ", slope " + Numbers.fixed(fit.getSlope(), 3) + " over the whole depth";
  }

  private static Figure byAlignment(Alignment alignment) {
    List<String> models = List.copyOf(alignment.hoyer().keySet());
    Map<Integer, double[]> values = new TreeMap<>();
    models.forEach(model -> values.put(models.indexOf(model), alignment.hoyer().get(model)));
    String numbers =
        models.stream()
            .map(m -> m + ": " + Numbers.average(Average.of(alignment.hoyer().get(m))))
            .collect(joining("; ", "", "."));
    String title = "Alignment of dictionary elements with neurons";
    return new Figure(
        "fig5-alignment-by-model",
        title,
        "Each small mark is a dictionary element; the large mark is the mean with its 95 % interval."
            + " 1: the element is one neuron; 0: it is spread evenly over all. "
            + numbers,
        title + ". " + numbers,
        new StripChart(models, DICTIONARY)
            .with("dictionary elements", values)
            .draw("model", "Hoyer sparsity (0 spread, 1 one neuron)", false, false));
  }

  private String origin() {
    return simulated ? "Simulated responses. " : "";
  }

  /** A name that any file system takes. */
  static String fileName(String text) {
    return text.replaceAll("[^A-Za-z0-9._-]", "_");
  }
}
