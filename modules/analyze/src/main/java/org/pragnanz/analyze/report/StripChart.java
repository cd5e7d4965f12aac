package org.pragnanz.analyze.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.pragnanz.analyze.tests.Average;
import org.pragnanz.stats.Interval;

/**
 * Values in groups side by side, each as a dot, with their mean and its 95 % interval. Dots of one
 * value stand beside each other, so that how often it occurs can be seen.
 */
final class StripChart {
  private static final double SPREAD = 0.6;
  private static final int NARROWEST = 480;
  private static final int HEIGHT = 330;
  // Dots nearer than this share of the axis would lie on each other.
  private static final double DOT = 1 / 45.0;

  private final List<String> groups;
  private final int firstColour;
  private final List<Series> series = new ArrayList<>();

  /**
   * A large mark.
   *
   * @param low lower end of its interval, the value itself where there is none
   */
  record Mark(double value, double low, double high) {
    static Mark of(Average average) {
      Interval interval = average.interval().orElse(new Interval(average.mean(), average.mean()));
      return new Mark(average.mean(), interval.low(), interval.high());
    }
  }

  /** What is drawn in each group, by the group's place. */
  private record Series(String name, Map<Integer, double[]> dots, Map<Integer, Mark> marks) {}

  /**
   * @param groups the labels along the x-axis
   * @param firstColour the first series' place among the colours
   */
  StripChart(List<String> groups, int firstColour) {
    this.groups = groups;
    this.firstColour = firstColour;
  }

  /**
   * Shares as dots, and their mean.
   *
   * @param name as the legend calls it
   * @param byGroup values by the group's place in the list of groups
   */
  StripChart with(String name, Map<Integer, double[]> byGroup) {
    Map<Integer, Mark> means = new TreeMap<>();
    byGroup.forEach((group, values) -> means.put(group, Mark.of(Average.ofShares(values))));
    return with(name, byGroup, means);
  }

  /** Values as dots, and large marks. */
  StripChart with(String name, Map<Integer, double[]> dots, Map<Integer, Mark> marks) {
    series.add(new Series(name, dots, marks));
    return this;
  }

  /** Values as dots alone. */
  StripChart withDots(String name, Map<Integer, double[]> byGroup) {
    series.add(new Series(name, byGroup, Map.of()));
    return this;
  }

  /** Estimates that came with their intervals. */
  StripChart withMarks(String name, Map<Integer, Mark> byGroup) {
    series.add(new Series(name, Map.of(), byGroup));
    return this;
  }

  XYChart draw(String xTitle, Axis axis, boolean simulated) {
    XYChart chart = ChartStyle.chart(width(), HEIGHT, xTitle, axis.title(), simulated);
    XYStyler style = chart.getStyler();
    axis.apply(style);
    style.setXAxisMin(-0.6);
    style.setXAxisMax(groups.size() - 0.4);
    style.setXAxisTickMarkSpacingHint(20);
    style.setLegendVisible(axis.reference().isPresent() || series.size() > 1);
    style.setxAxisTickLabelsFormattingFunction(this::label);
    axis.reference()
        .ifPresent(
            r ->
                ChartStyle.reference(
                    chart,
                    r.name(),
                    new double[] {-0.6, groups.size() - 0.4},
                    new double[] {r.level(), r.level()}));
    for (int i = 0; i < series.size(); i++) {
      draw(chart, i, (axis.high() - axis.low()) * DOT);
    }
    return chart;
  }

  // XChart widens the distance of its ticks until no two labels are equal, and draws none if those
  // of the axis' two ends are. So the places between the groups share one blank label, which puts
  // the ticks on the groups, and the left end has another.
  private String label(double x) {
    int group = (int) Math.round(x);
    if (Math.abs(x - group) > 1e-9) {
      return x < 0 ? "  " : " ";
    }
    boolean outside = group < 0 || group >= groups.size();
    return outside ? " ".repeat(4 + Math.max(-1, group)) : groups.get(group);
  }

  private int width() {
    double widest = groups.stream().mapToDouble(ChartStyle::width).max().orElse(0);
    double legend = series.stream().mapToDouble(s -> ChartStyle.width(s.name()) + 50).sum() + 120;
    double plot = 110 + groups.size() * Math.max(125, widest * 1.3 + 10);
    return (int) Math.ceil(Math.max(NARROWEST, Math.max(legend, plot)));
  }

  private void draw(XYChart chart, int i, double nearest) {
    double pitch = SPREAD / series.size();
    Series drawn = series.get(i);
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    for (Map.Entry<Integer, double[]> entry : drawn.dots().entrySet()) {
      double[] sorted = entry.getValue().clone();
      Arrays.sort(sorted);
      double[] aside = aside(sorted, nearest, Math.min(0.03, pitch / 2), pitch);
      for (int k = 0; k < sorted.length; k++) {
        x.add(centre(i, entry.getKey()) + aside[k]);
        y.add(sorted[k]);
      }
    }
    if (!x.isEmpty()) {
      boolean alone = drawn.marks().isEmpty();
      String name = alone ? drawn.name() : drawn.name() + " dots";
      ChartStyle.dots(chart.addSeries(name, x, y), firstColour + i, alone);
    }
    // Below the marks.
    drawn
        .marks()
        .forEach(
            (group, mark) -> {
              double at = centre(i, group);
              String name = "%s interval %d".formatted(drawn.name(), group);
              double[] ends = {mark.low(), mark.high()};
              ChartStyle.ink(chart.addSeries(name, new double[] {at, at}, ends));
            });
    if (!drawn.marks().isEmpty()) {
      XYSeries means =
          chart.addSeries(
              drawn.name(),
              drawn.marks().keySet().stream().mapToDouble(group -> centre(i, group)).toArray(),
              drawn.marks().values().stream().mapToDouble(Mark::value).toArray());
      ChartStyle.means(means, firstColour + i);
    }
  }

  private double centre(int i, int group) {
    return group + (i - (series.size() - 1) / 2.0) * SPREAD / series.size() * 1.2;
  }

  /**
   * How far each of some values is moved aside, so that no two lie on each other: those that are
   * near share a row, filled from the middle outwards.
   *
   * @param nearest the height of a row
   * @param step from one to the next, less where a row would be wider than {@code width}
   */
  static double[] aside(double[] values, double nearest, double step, double width) {
    Map<Long, Integer> counts = new HashMap<>();
    Arrays.stream(values).forEach(v -> counts.merge(Math.round(v / nearest), 1, Integer::sum));
    int fullest = counts.values().stream().mapToInt(Integer::intValue).max().orElse(1);
    double used = Math.min(step, width / fullest);
    Map<Long, Integer> next = new HashMap<>();
    double[] aside = new double[values.length];
    for (int k = 0; k < values.length; k++) {
      long row = Math.round(values[k] / nearest);
      int place = next.merge(row, 1, Integer::sum) - 1;
      int steps = (place + 1) / 2;
      aside[k] = ((place % 2 == 0 ? steps : -steps) + (counts.get(row) % 2 == 0 ? 0.5 : 0)) * used;
    }
    return aside;
  }
}
