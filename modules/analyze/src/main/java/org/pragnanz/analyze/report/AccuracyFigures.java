package org.pragnanz.analyze.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.pragnanz.analyze.findings.Findings;
import org.pragnanz.analyze.responses.Condition;
import org.pragnanz.analyze.responses.Study;
import org.pragnanz.analyze.tests.Average;
import org.pragnanz.analyze.tests.UnitScore;

/** The paper's figures 3 (a, b) and 4: how often people are right. */
record AccuracyFigures(Findings findings, boolean simulated) {
  private static final String READING =
      "Each small mark is a participant; the large mark is the mean with its 95 % interval;"
          + " the dashed line is chance.";
  // Places among the colours: a basis and a model never share one.
  private static final int MODELS = 2;

  List<Figure> all() {
    List<Figure> all = new ArrayList<>();
    if (!findings.screening().kept().isEmpty()) {
      all.add(
          accuracy(
              "fig3a-accuracy-by-experiment",
              "Accuracy by basis and experiment",
              "experiment/model",
              0,
              c -> c.study().label(),
              Condition::basis));
      all.add(
          accuracy(
              "fig3b-accuracy-by-basis",
              "Accuracy by model and basis",
              "basis",
              MODELS,
              Condition::basis,
              c -> c.study().model() + " (" + c.study().experiment() + ")"));
    }
    findings.units().stream()
        .filter(u -> !Double.isNaN(u.depth()))
        .collect(groupingBy(u -> u.condition().study(), TreeMap::new, toList()))
        .forEach((study, units) -> all.add(byDepth(study, units)));
    return all;
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
            .map(e -> e.getKey().label() + ": " + Numbers.average(Average.ofShares(e.getValue())))
            .collect(joining("; ", "", "."));
    Axis axis =
        Axis.proportion(
            "proportion correct per participant",
            accuracies.values().stream().flatMapToDouble(Arrays::stream));
    return Figure.of(id, title, READING, numbers, simulated, chart.draw(xTitle, axis, simulated));
  }

  private static List<String> names(
      Map<Condition, double[]> accuracies, Function<Condition, String> nameOf) {
    return accuracies.keySet().stream().map(nameOf).distinct().sorted(Condition.BASES).toList();
  }

  private Figure byDepth(Study study, List<UnitScore> units) {
    Map<String, List<UnitScore>> bases =
        units.stream()
            .collect(
                groupingBy(
                    u -> u.condition().basis(), () -> new TreeMap<>(Condition.BASES), toList()));
    String slopes =
        bases.entrySet().stream()
            .map(
                e ->
                    e.getKey()
                        + ": "
                        + Numbers.count(e.getValue().size(), "unit")
                        + slope(e.getValue()))
            .collect(joining("; ", "", "."));
    return Figure.of(
        "fig4-accuracy-by-depth-" + Figures.fileName(study.experiment() + "-" + study.model()),
        "Accuracy by depth: " + study.label(),
        "Each mark is a unit, over all participants, moved a little aside where marks would"
            + " cover each other; lines are least-squares fits with the 95 % band of the mean; the"
            + " dashed line is chance.",
        slopes,
        simulated,
        DepthChart.draw(bases, simulated));
  }

  private static String slope(List<UnitScore> units) {
    SimpleRegression fit = DepthChart.fit(units);
    return Double.isNaN(fit.getSlope())
        ? ""
        : ", slope " + Numbers.fixed(fit.getSlope(), 3) + " over the whole depth";
  }
}
