package org.pragnanz.analyze.report;

import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.XYStyler;

/** Curves over an axis of numbers. */
final class CurveChart {
  private static final int WIDTH = 480;
  private static final int HEIGHT = 330;

  private final XYChart chart;
  private int series;

  /**
   * @param logarithmic whether the x-axis is
   */
  CurveChart(
      String xTitle, double from, double to, boolean logarithmic, Axis axis, boolean simulated) {
    chart = ChartStyle.chart(WIDTH, HEIGHT, xTitle, axis.title(), simulated);
    XYStyler style = chart.getStyler();
    axis.apply(style);
    style.setXAxisMin(from);
    style.setXAxisMax(to);
    style.setXAxisLogarithmic(logarithmic);
    style.setXAxisDecimalPattern("###0.###");
    axis.reference()
        .ifPresent(
            r ->
                ChartStyle.reference(
                    chart, r.name(), new double[] {from, to}, new double[] {r.level(), r.level()}));
  }

  /** A line of the next colour and dashes. */
  CurveChart line(String name, double[] x, double[] y) {
    ChartStyle.line(chart.addSeries(name, x, y), series++, true);
    return this;
  }

  /** One of many thin lines of a colour, which have no names. */
  CurveChart thread(double[] x, double[] y, int colour) {
    ChartStyle.thread(chart.addSeries("thread " + series++, x, y), colour);
    return this;
  }

  XYChart draw() {
    chart
        .getStyler()
        .setLegendVisible(chart.getSeriesMap().values().stream().anyMatch(s -> s.isShowInLegend()));
    return chart;
  }
}
