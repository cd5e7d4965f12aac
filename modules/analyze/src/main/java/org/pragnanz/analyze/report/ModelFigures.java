package org.pragnanz.analyze.report;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pragnanz.analyze.findings.Findings;
import org.pragnanz.analyze.planning.Power;
import org.pragnanz.analyze.planning.Sensitivity;
import org.pragnanz.analyze.tests.MixedModel;
import org.pragnanz.analyze.tests.TestRow;
import org.pragnanz.stats.Interval;
import org.pragnanz.stats.MixedLogistic;

/** What the paper lacks: whether a choice decides, how many people it takes, a mixed model. */
record ModelFigures(Findings findings, boolean simulated) {
  private static final double WANTED = 0.8;

  List<Figure> all() {
    List<Figure> all = new ArrayList<>();
    sensitivity().ifPresent(all::add);
    Map<String, List<Power>> powers = new TreeMap<>();
    for (Power power : findings.power()) {
      powers.computeIfAbsent(power.basis().label(), k -> new ArrayList<>()).add(power);
    }
    powers.forEach((condition, some) -> all.add(power(condition, some)));
    for (MixedModel model : findings.mixed()) {
      model.fit().ifPresent(fit -> all.add(mixed(model, fit)));
    }
    return all;
  }

  /** Every test between bases under every choice of criteria, most sessions first. */
  private Optional<Figure> sensitivity() {
    Map<String, List<TestRow>> tests = new LinkedHashMap<>();
    List<Sensitivity> choices =
        findings.sensitivity().stream().filter(c -> !c.varied().isEmpty()).toList();
    for (Sensitivity choice : choices) {
      for (TestRow row : choice.tests()) {
        if (row.outcome().isPresent()) {
          tests.computeIfAbsent(row.name(), n -> new ArrayList<>()).add(row);
        }
      }
    }
    if (tests.isEmpty()) {
      return Optional.empty();
    }
    List<String> groups = List.copyOf(tests.keySet());
    Map<Integer, double[]> others = new TreeMap<>();
    Map<Integer, StripChart.Mark> chosen = new TreeMap<>();
    List<String> ranges = new ArrayList<>();
    for (String name : groups) {
      double[] effects =
          tests.get(name).stream().mapToDouble(r -> r.outcome().orElseThrow().effect()).toArray();
      others.put(groups.indexOf(name), effects);
      double[] p =
          tests.get(name).stream().mapToDouble(r -> r.outcome().orElseThrow().p()).toArray();
      ranges.add(
          "%s: effect from %s to %s, p from %s to %s over %d choices"
              .formatted(
                  name,
                  Numbers.fixed(Arrays.stream(effects).min().orElseThrow(), 2),
                  Numbers.fixed(Arrays.stream(effects).max().orElseThrow(), 2),
                  Numbers.significant(Arrays.stream(p).min().orElseThrow()),
                  Numbers.significant(Arrays.stream(p).max().orElseThrow()),
                  p.length));
    }
    choices.stream()
        .filter(Sensitivity::chosen)
        .flatMap(choice -> choice.tests().stream())
        .forEach(
            row ->
                row.outcome()
                    .ifPresent(
                        o ->
                            chosen.put(
                                groups.indexOf(row.name()),
                                new StripChart.Mark(o.effect(), o.effect(), o.effect()))));
    Axis axis =
        new Axis(
            "rank-biserial correlation", -1, 1, 1, Optional.of(new Axis.Reference("no effect", 0)));
    return Optional.of(
        Figure.of(
            "sensitivity",
            "The main test under other criteria of who counts",
            "Each small mark is the effect under one choice of the criteria that the responses hold"
                + " data for, in all combinations: "
                + varied(choices)
                + ". The large mark is the study's own choice.",
            String.join("; ", ranges) + ".",
            simulated,
            new StripChart(groups, 0)
                .withDots("all choices", others)
                .withMarks("the study's choice", chosen)
                .draw("test", axis, simulated)));
  }

  /** Which criteria were varied and how, by study where studies differ in it. */
  private static String varied(List<Sensitivity> choices) {
    Map<String, Set<String>> studies = new TreeMap<>();
    for (Sensitivity choice : choices) {
      String how = choice.varied().stream().map(Sensitivity::choices).collect(joining(", "));
      studies.computeIfAbsent(how, h -> new TreeSet<>()).add(choice.study().label());
    }
    return studies.size() == 1
        ? studies.keySet().iterator().next()
        : studies.entrySet().stream()
            .map(e -> "in %s %s".formatted(String.join(", ", e.getValue()), e.getKey()))
            .collect(joining("; "));
  }

  private Figure power(String condition, List<Power> powers) {
    int most = powers.stream().flatMapToInt(p -> Arrays.stream(p.perBasis())).max().orElse(1);
    int fewest = powers.stream().flatMapToInt(p -> Arrays.stream(p.perBasis())).min().orElse(0);
    CurveChart chart =
        new CurveChart(
            "participants in each basis",
            fewest,
            most,
            false,
            new Axis("power", 0, 1, 1, Optional.of(new Axis.Reference("80 % power", WANTED))),
            simulated);
    List<String> needed = new ArrayList<>();
    for (Power p : powers) {
      String name = points(p.effect());
      chart.line(name, Arrays.stream(p.perBasis()).asDoubleStream().toArray(), p.power());
      needed.add(name + ": " + needed(p));
    }
    return Figure.of(
        "power-" + Figures.fileName(condition),
        "Participants needed: " + condition,
        "How often the test of these two bases would be significant (p < 0.05), by simulation with"
            + " the spread of participants and units that the mixed model found; a curve's name is"
            + " the difference in accuracy that is assumed, in percentage points, the same on every"
            + " unit.",
        "80 % power is reached with, for " + String.join("; ", needed) + ".",
        simulated,
        chart.draw());
  }

  private static String points(double effect) {
    return (effect < 0 ? "" : "+") + Numbers.fixed(100 * effect, 1);
  }

  private static String needed(Power power) {
    for (int i = 0; i < power.power().length; i++) {
      if (power.power()[i] >= WANTED) {
        return power.perBasis()[i] + " in each basis";
      }
    }
    return "more than " + power.perBasis()[power.perBasis().length - 1];
  }

  private Figure mixed(MixedModel model, MixedLogistic fit) {
    String pair =
        "%s against %s: %s"
            .formatted(
                model.basis().basis(), model.baseline().basis(), model.basis().study().label());
    // The constant says how easy the trials are, and would set the scale.
    List<String> terms = model.terms().subList(1, model.terms().size());
    Map<Integer, StripChart.Mark> marks = new TreeMap<>();
    List<Double> ends = new ArrayList<>();
    for (int c = 1; c < model.terms().size(); c++) {
      Interval interval = fit.interval(c, Interval.LEVEL);
      marks.put(c - 1, new StripChart.Mark(fit.coefficients()[c], interval.low(), interval.high()));
      ends.add(interval.low());
      ends.add(interval.high());
    }
    Axis axis =
        Axis.around(
            "coefficient (log odds)",
            Optional.of(new Axis.Reference("no effect", 0)),
            ends.stream().mapToDouble(Double::doubleValue).toArray());
    String numbers =
        marks.entrySet().stream()
            .map(
                e ->
                    "%s %s [%s, %s]"
                        .formatted(
                            terms.get(e.getKey()),
                            Numbers.fixed(e.getValue().value(), 2),
                            Numbers.fixed(e.getValue().low(), 2),
                            Numbers.fixed(e.getValue().high(), 2)))
            .collect(joining("; "));
    return Figure.of(
        "mixed-model-" + Figures.fileName(model.basis().label()),
        "Mixed logistic model, " + pair,
        "Coefficients with their 95 % intervals (Wald) of the odds of a right answer, with"
            + " random intercepts of participants and units and nothing else random: the interval"
            + " of the basis is for these units, since its advantage may vary over units (the test"
            + " by unit is the one that generalises to units). Depth counts from the middle of the"
            + " network.",
        "%s; standard deviation of participants %s, of units %s (log odds)."
            .formatted(
                numbers, Numbers.fixed(fit.participantSd(), 2), Numbers.fixed(fit.unitSd(), 2)),
        simulated,
        new StripChart(terms, 0).withMarks("coefficient", marks).draw("term", axis, simulated));
  }
}
