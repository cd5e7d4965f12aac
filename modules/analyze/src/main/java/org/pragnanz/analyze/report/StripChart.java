package org.pragnanz.analyze.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.XYStyler;
import org.pragnanz.analyze.findings.Average;
import org.pragnanz.stats.Interval;

/**
 * Values in groups side by side, each as a dot, with their mean and its 95 % interval. Dots of one
 * value stand beside each other, so that how often it occurs can be seen.
 */
final class StripChart {
  private static final double SPREAD = 0.6;
  private static final int NARROWEST = 480;
  private static final int HEIGHT = 330;

  private final List<String> groups;
  private final int firstColour;
  private final List<String> series = new ArrayList<>();
  private final List<Map<Integer, double[]>> values = new ArrayList<>();

  /**
   * @param groups the labels along the x-axis
   * @param firstColour the first series' place among the colours
   */
  StripChart(List<String> groups, int firstColour) {
    this.groups = groups;
    this.firstColour = firstColour;
  }

  /**
   * @param name as the legend calls it
   * @param byGroup values by the group's place in the list of groups
   */
  StripChart with(String name, Map<Integer, double[]> byGroup) {
    series.add(name);
    values.add(byGroup);
    return this;
  }

  /**
   * @param chance whether to draw the level of chance, 0.5
   */
  XYChart draw(String xTitle, String yTitle, boolean chance, boolean simulated) {
    XYChart chart = ChartStyle.chart(width(), HEIGHT, xTitle, yTitle, simulated);
    XYStyler style = chart.getStyler();
    style.setXAxisMin(-0.6);
    style.setXAxisMax(groups.size() - 0.4);
    double lowest =
        values.stream()
            .flatMap(v -> v.values().stream())
            .flatMapToDouble(Arrays::stream)
            .min()
            .orElse(0);
    style.setYAxisMin(Math.min(chance ? 0.4 : 1, Math.floor(lowest * 10) / 10));
    style.setYAxisMax(1.0);
    style.setYAxisDecimalPattern("0.0");
    style.setXAxisTickMarkSpacingHint(20);
    style.setLegendVisible(chance || series.size() > 1);
    style.setxAxisTickLabelsFormattingFunction(this::label);
    if (chance) {
      ChartStyle.chance(chart, -0.6, groups.size() - 0.4);
    }
    for (int i = 0; i < series.size(); i++) {
      draw(chart, i);
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
    double legend = series.stream().mapToDouble(name -> ChartStyle.width(name) + 50).sum() + 120;
    double plot = 110 + groups.size() * Math.max(125, widest * 1.3 + 10);
    return (int) Math.ceil(Math.max(NARROWEST, Math.max(legend, plot)));
  }

  private void draw(XYChart chart, int i) {
    double pitch = SPREAD / series.size();
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    List<double[]> means = new ArrayList<>();
    for (Map.Entry<Integer, double[]> entry : values.get(i).entrySet()) {
      double centre = entry.getKey() + (i - (series.size() - 1) / 2.0) * pitch * 1.2;
      Map<Long, Integer> next = new TreeMap<>();
      double[] sorted = entry.getValue().clone();
      Arrays.sort(sorted);
      Map<Long, Long> bins = bins(sorted);
      long fullest = bins.values().stream().mapToLong(Long::longValue).max().orElse(1);
      double step = Math.min(0.03, pitch / Math.max(1, fullest));
      for (double value : sorted) {
        long bin = bin(value);
        int place = next.merge(bin, 1, Integer::sum) - 1;
        x.add(centre + offset(place, bins.get(bin)) * step);
        y.add(value);
      }
      Average average = Average.of(sorted);
      means.add(
          new double[] {
            centre, average.mean(), average.interval().map(Interval::halfWidth).orElse(0.0)
          });
    }
    if (!x.isEmpty()) {
      XYSeries dots = chart.addSeries(series.get(i) + " dots", x, y);
      ChartStyle.dots(dots, firstColour + i, false);
      XYSeries mean =
          chart.addSeries(
              series.get(i),
              means.stream().mapToDouble(m -> m[0]).toArray(),
              means.stream().mapToDouble(m -> m[1]).toArray(),
              means.stream().mapToDouble(m -> m[2]).toArray());
      ChartStyle.means(mean, firstColour + i);
    }
  }

  // From the middle outwards, to the left and to the right in turn.
  private static double offset(int place, long n) {
    int steps = (place + 1) / 2;
    return (place % 2 == 0 ? steps : -steps) + (n % 2 == 0 ? 0.5 : 0);
  }

  private static Map<Long, Long> bins(double[] values) {
    Map<Long, Long> bins = new TreeMap<>();
    Arrays.stream(values).forEach(v -> bins.merge(bin(v), 1L, Long::sum));
    return bins;
  }

  // Dots nearer than this would lie on each other.
  private static long bin(double value) {
    return Math.round(value * 70);
  }
}
