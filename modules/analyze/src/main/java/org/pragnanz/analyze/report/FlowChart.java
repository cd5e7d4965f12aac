package org.pragnanz.analyze.report;

import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.AnnotationText;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.XYStyler;
import org.pragnanz.analyze.screening.Screening;

/** How many sessions of each condition each criterion took, as boxes from above to below. */
final class FlowChart {
  private static final int BOX = 46;
  private static final int LINE = 16;
  private static final int MARGIN = 40;
  private static final double SIDE = 0.44;

  private FlowChart() {}

  /**
   * @param flows at least one
   */
  static XYChart draw(List<Screening.Flow> flows, boolean simulated) {
    int lines = flows.stream().mapToInt(f -> Math.max(1, removed(f).size())).max().orElse(1);
    double widest =
        flows.stream()
            .flatMap(f -> List.of(f.condition().basis(), f.condition().study().label()).stream())
            .mapToDouble(ChartStyle::width)
            .max()
            .orElse(0);
    double gap = (lines + 1.5) * LINE;
    int width = (int) Math.max(480, flows.size() * Math.max(190, widest + 60));
    double height = 2 * BOX + LINE * 2.5 + gap;
    XYChart chart =
        ChartStyle.chart(width, (int) height + MARGIN + (simulated ? 20 : 0), "", "", simulated);
    XYStyler style = chart.getStyler();
    style.setLegendVisible(false);
    style.setAxisTicksVisible(false);
    style.setPlotGridLinesVisible(false);
    style.setPlotContentSize(1);
    style.setXAxisMin(-0.5);
    style.setXAxisMax(flows.size() - 0.5);
    style.setYAxisMin(0.0);
    style.setYAxisMax(height);
    for (int i = 0; i < flows.size(); i++) {
      Screening.Flow flow = flows.get(i);
      text(chart, flow.condition().study().label(), i, height - LINE * 0.6);
      text(chart, flow.condition().basis(), i, height - LINE * 1.6);
      double top = height - LINE * 2.5;
      box(chart, i, top - BOX, top);
      text(chart, Numbers.count(flow.begun(), "session"), i, top - BOX * 0.35);
      text(chart, "begun", i, top - BOX * 0.7);
      arrow(chart, i - SIDE * 0.7, top - BOX, BOX);
      List<String> removed = removed(flow);
      for (int k = 0; k < removed.size(); k++) {
        text(chart, removed.get(k), i + SIDE * 0.1, top - BOX - (k + 1.25) * LINE);
      }
      box(chart, i, 0.5, BOX);
      text(chart, Numbers.count(flow.kept(), "session"), i, BOX * 0.65);
      text(chart, "analysed", i, BOX * 0.3);
    }
    return chart;
  }

  private static List<String> removed(Screening.Flow flow) {
    List<String> removed = new ArrayList<>();
    for (Screening.Criterion criterion : Screening.Criterion.values()) {
      if (flow.removed(criterion) > 0) {
        removed.add("%d by %s".formatted(flow.removed(criterion), criterion.label()));
      }
    }
    return removed.isEmpty() ? List.of("none excluded") : removed;
  }

  private static void text(XYChart chart, String text, double x, double y) {
    chart.addAnnotation(new AnnotationText(text, x, y, false));
  }

  private static void box(XYChart chart, int i, double low, double high) {
    ChartStyle.ink(
        chart.addSeries(
            "box %d %s".formatted(i, low),
            new double[] {i - SIDE, i + SIDE, i + SIDE, i - SIDE, i - SIDE},
            new double[] {low, low, high, high, low}));
  }

  private static void arrow(XYChart chart, double x, double from, double to) {
    ChartStyle.ink(chart.addSeries("shaft " + x, new double[] {x, x}, new double[] {from, to}));
    ChartStyle.ink(
        chart.addSeries(
            "head " + x, new double[] {x - 0.02, x, x + 0.02}, new double[] {to + 7, to, to + 7}));
  }
}
