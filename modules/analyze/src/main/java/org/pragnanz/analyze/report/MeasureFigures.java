package org.pragnanz.analyze.report;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.StatUtils;
import org.pragnanz.analyze.findings.Findings;
import org.pragnanz.analyze.responses.Condition;
import org.pragnanz.analyze.tests.Alignment;
import org.pragnanz.analyze.tests.Average;
import org.pragnanz.analyze.tests.Importance;

/** What was measured on the network alone; nobody's answers are in it. */
record MeasureFigures(Findings findings, List<Fit> fits) {
  // Its place among the colours.
  private static final int DICTIONARY = 1;

  List<Figure> all() {
    List<Figure> all = new ArrayList<>();
    findings.alignment().filter(a -> !a.hoyer().isEmpty()).ifPresent(a -> all.add(alignment(a)));
    findings.importance().flatMap(MeasureFigures::importance).ifPresent(all::add);
    if (fits.stream().anyMatch(fit -> fit.errors().length > 0)) {
      all.add(errors());
    }
    return all;
  }

  private static Figure alignment(Alignment alignment) {
    List<String> models = List.copyOf(alignment.hoyer().keySet());
    Map<Integer, double[]> values = new TreeMap<>();
    Map<Integer, StripChart.Mark> marks = new TreeMap<>();
    for (String model : models) {
      values.put(models.indexOf(model), alignment.hoyer().get(model));
      marks.put(
          models.indexOf(model),
          StripChart.Mark.of(Average.ofShares(alignment.dictionaries().get(model))));
    }
    double low = values.values().stream().flatMapToDouble(Arrays::stream).min().orElse(0);
    Axis axis =
        new Axis(
            "Hoyer sparsity (0 spread, 1 one neuron)",
            Math.floor(low * 10) / 10,
            1,
            1,
            Optional.empty());
    return Figure.of(
        "fig5-alignment-by-model",
        "Alignment of dictionary elements with neurons",
        "Each small mark is a dictionary element; the large mark is the mean over dictionaries, one"
            + " a unit, with its 95 % interval. 1: the element is one neuron; 0: it is spread evenly"
            + " over all.",
        means(alignment.dictionaries(), Average::ofShares),
        false,
        new StripChart(models, DICTIONARY)
            .with("dictionary elements", values, marks)
            .draw("model", axis, false));
  }

  private static Optional<Figure> importance(Importance importance) {
    Map<String, double[]> differences = new TreeMap<>();
    importance
        .means()
        .keySet()
        .forEach(
            series -> {
              double[] some = importance.differences(series);
              if (!series.basis().equals(Condition.NEURON) && some.length > 0) {
                differences.put(series.basis() + " less neuron, " + series.model(), some);
              }
            });
    if (differences.isEmpty()) {
      return Optional.empty();
    }
    List<String> groups = List.copyOf(differences.keySet());
    Map<Integer, double[]> values = new TreeMap<>();
    Map<Integer, StripChart.Mark> marks = new TreeMap<>();
    for (String group : groups) {
      values.put(groups.indexOf(group), differences.get(group));
      marks.put(groups.indexOf(group), StripChart.Mark.of(Average.of(differences.get(group))));
    }
    Axis axis =
        Axis.around(
            "difference in importance (logit)",
            Optional.of(new Axis.Reference("no difference", 0)),
            DoubleStream.concat(
                    values.values().stream().flatMapToDouble(Arrays::stream),
                    marks.values().stream()
                        .flatMapToDouble(mark -> DoubleStream.of(mark.low(), mark.high())))
                .toArray());
    return Optional.of(
        Figure.of(
            "importance-differences",
            "Importance in the dictionary basis less importance of the neuron",
            "Each small mark is a unit: how much it moves the logit (Gradient x Input, mean over its"
                + " images) in the basis, less how much its neuron does; the large mark is the mean"
                + " with its 95 % interval.",
            means(differences, Average::of),
            false,
            new StripChart(groups, DICTIONARY)
                .with("units", values, marks)
                .draw("bases and model", axis, false)));
  }

  private static String means(Map<String, double[]> values, Function<double[], Average> average) {
    return values.entrySet().stream()
        .map(e -> e.getKey() + ": " + Numbers.average(average.apply(e.getValue())))
        .collect(joining("; ", "", "."));
  }

  private Figure errors() {
    double[] last = fits.stream().mapToDouble(Fit::error).toArray();
    int longest = fits.stream().mapToInt(fit -> fit.errors().length).max().orElseThrow();
    Axis axis =
        Axis.fromZero(
            "relative error of the factorization",
            fits.stream().flatMapToDouble(fit -> Arrays.stream(fit.errors())));
    CurveChart chart = new CurveChart("iteration", 1, Math.max(2, longest), true, axis, false);
    for (Fit fit : fits) {
      double[] x = IntStream.rangeClosed(1, fit.errors().length).asDoubleStream().toArray();
      if (x.length > 0) {
        chart.thread(x, fit.errors(), DICTIONARY);
      }
    }
    return Figure.of(
        "nmf-errors",
        "How the dictionaries were learnt",
        "Each line is a unit's factorization: its error after each iteration, up to where it"
            + " stopped.",
        "%s; error at the end: median %s, from %s to %s."
            .formatted(
                fits.size() == 1 ? "1 dictionary" : fits.size() + " dictionaries",
                Numbers.fixed(StatUtils.percentile(last, 50), 3),
                Numbers.fixed(StatUtils.min(last), 3),
                Numbers.fixed(StatUtils.max(last), 3)),
        false,
        chart.draw());
  }
}
