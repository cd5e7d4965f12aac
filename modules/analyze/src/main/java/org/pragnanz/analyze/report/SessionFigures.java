package org.pragnanz.analyze.report;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.XYStyler;
import org.pragnanz.analyze.findings.Findings;
import org.pragnanz.analyze.responses.Study;
import org.pragnanz.analyze.responses.Tally;
import org.pragnanz.analyze.screening.Screening;
import org.pragnanz.analyze.tests.Observer;
import org.pragnanz.analyze.tests.Question;
import org.pragnanz.analyze.tests.ResponseTimes;
import org.pragnanz.analyze.tests.TestRow;
import org.pragnanz.analyze.tests.UnitScore;
import org.pragnanz.data.Unit;

/** Who was analysed, how long answers took, and how machine observers compare unit by unit. */
record SessionFigures(Findings findings, boolean simulated) {
  private static final int SIDE = 400;
  // The slowest hundredth of answers would set the scale alone.
  private static final int LAST = 99;

  List<Figure> all() {
    List<Figure> all = new ArrayList<>();
    all.add(flow());
    findings.times().stream()
        .collect(groupingBy(t -> t.condition().study(), TreeMap::new, toList()))
        .forEach((study, times) -> all.add(times(study, times)));
    for (Observer observer : findings.observers()) {
      if (!observer.analysed()) {
        findings.units().stream()
            .filter(u -> machine(observer, u).isPresent())
            .collect(groupingBy(u -> u.condition().study(), TreeMap::new, toList()))
            .forEach((study, units) -> all.add(agreement(observer, study, units)));
      }
    }
    return all;
  }

  private Figure flow() {
    List<Screening.Flow> flows = findings.screening().flow();
    return Figure.of(
        "exclusion-flow",
        "Who was analysed",
        "Sessions of each basis; one that fails several criteria is counted with the first.",
        flows.stream()
            .map(f -> "%s: %d of %d analysed".formatted(f.condition().label(), f.kept(), f.begun()))
            .collect(joining("; ", "", ".")),
        simulated,
        FlowChart.draw(flows, simulated));
  }

  private Figure times(Study study, List<ResponseTimes> times) {
    double slowest = times.stream().mapToDouble(t -> t.percentiles()[LAST]).max().orElseThrow();
    CurveChart chart =
        new CurveChart(
            "response time (s)",
            0,
            slowest,
            false,
            new Axis("proportion of answers given", 0, 1, 1, Optional.empty()),
            simulated);
    List<String> medians = new ArrayList<>();
    for (ResponseTimes t : times) {
      String name = t.condition().basis() + (t.correct() ? ", right" : ", wrong");
      double[] seconds = Arrays.copyOf(t.percentiles(), LAST + 1);
      chart.line(
          name, seconds, IntStream.rangeClosed(0, LAST).mapToDouble(p -> p / 100.0).toArray());
      medians.add(
          "%s: median %s s of %s"
              .formatted(
                  name, Numbers.fixed(t.percentiles()[50], 1), Numbers.count(t.n(), "answer")));
    }
    return Figure.of(
        "response-times-" + Figures.fileName(study.experiment() + "-" + study.model()),
        "Response times: " + study.label(),
        "How many of the answers to main trials were given by what time, up to 99 of 100."
            + (simulated ? " Observers' times are drawn at random and mean nothing." : ""),
        String.join("; ", medians) + ".",
        simulated,
        chart.draw());
  }

  private static Optional<Tally> machine(Observer observer, UnitScore unit) {
    Map<Unit, Tally> units = observer.units().getOrDefault(unit.condition(), Map.of());
    return Optional.ofNullable(units.get(unit.unit()));
  }

  private Figure agreement(Observer observer, Study study, List<UnitScore> units) {
    String who = simulated ? "the responses analysed" : "people";
    XYChart chart =
        ChartStyle.chart(
            SIDE,
            SIDE,
            "proportion correct per unit, observer '%s'".formatted(observer.name()),
            "proportion correct per unit, " + who,
            simulated);
    double low =
        Axis.proportionsFrom(
            units.stream()
                .mapToDouble(
                    u -> Math.min(u.main().accuracy(), machine(observer, u).get().accuracy())));
    XYStyler style = chart.getStyler();
    style.setXAxisMin(low);
    style.setXAxisMax(1.0);
    style.setYAxisMin(low);
    style.setYAxisMax(1.0);
    style.setXAxisDecimalPattern("0.0");
    style.setYAxisDecimalPattern("0.0");
    ChartStyle.reference(chart, "equal", new double[] {low, 1}, new double[] {low, 1});
    int[] next = {0};
    units.stream()
        .collect(groupingBy(u -> u.condition(), TreeMap::new, toList()))
        .forEach(
            (condition, scores) ->
                ChartStyle.dots(
                    chart.addSeries(
                        condition.basis(),
                        scores.stream()
                            .mapToDouble(u -> machine(observer, u).get().accuracy())
                            .toArray(),
                        scores.stream().mapToDouble(u -> u.main().accuracy()).toArray()),
                    next[0]++,
                    true));
    String correlations =
        findings.tests().stream()
            .filter(
                row ->
                    row.isOf(Question.AGREEMENT)
                        && row.test().equals(TestRow.PEARSON)
                        && row.subject().first().equals(observer.name())
                        && row.subject().studies().contains(study))
            .flatMap(
                row ->
                    row.outcome().stream()
                        .map(o -> row.name() + ": r = " + Numbers.fixed(o.effect(), 2)))
            .collect(joining("; "));
    return Figure.of(
        "agreement-%s-%s"
            .formatted(
                Figures.fileName(observer.name()),
                Figures.fileName(study.experiment() + "-" + study.model())),
        "Machine against %s: observer '%s', %s"
            .formatted(simulated ? "machine" : "human", observer.name(), study.label()),
        "Each mark is a unit; on the dashed line both find it equally easy.",
        correlations.isEmpty() ? "" : correlations + ".",
        true,
        chart);
  }
}
