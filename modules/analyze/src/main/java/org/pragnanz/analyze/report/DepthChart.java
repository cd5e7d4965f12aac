package org.pragnanz.analyze.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.XYStyler;
import org.pragnanz.analyze.tests.UnitScore;
import org.pragnanz.stats.Interval;

/**
 * The units' accuracy over their relative depth; for each basis a least-squares line and the 95 %
 * band of its mean.
 */
final class DepthChart {
  private static final int WIDTH = 480;
  private static final int HEIGHT = 330;
  private static final int POINTS = 41;
  private static final double ASIDE = 0.009;
  private static final double NEAREST = 0.012;

  private DepthChart() {}

  /**
   * @param bases the units of known depth, by basis
   */
  static XYChart draw(Map<String, List<UnitScore>> bases, boolean simulated) {
    Axis axis =
        Axis.proportion(
            "proportion correct per unit",
            bases.values().stream().flatMap(List::stream).mapToDouble(u -> u.main().accuracy()));
    XYChart chart =
        ChartStyle.chart(
            WIDTH, HEIGHT, "relative depth (0 first site, 1 last)", axis.title(), simulated);
    XYStyler style = chart.getStyler();
    axis.apply(style);
    style.setXAxisMin(0.0);
    style.setXAxisMax(1.0);
    style.setXAxisDecimalPattern("0.0");
    ChartStyle.chance(chart, 0, 1);
    int i = 0;
    for (Map.Entry<String, List<UnitScore>> basis : bases.entrySet()) {
      double side = (i - (bases.size() - 1) / 2.0) * 2 * ASIDE;
      draw(chart, i++, side, basis.getKey(), basis.getValue(), axis);
    }
    return chart;
  }

  private static void draw(
      XYChart chart, int i, double side, String basis, List<UnitScore> units, Axis axis) {
    SimpleRegression fit = fit(units);
    if (!Double.isNaN(fit.getSlope())) {
      double[] depth = units.stream().mapToDouble(UnitScore::depth).toArray();
      double from = StatUtils.min(depth);
      double to = StatUtils.max(depth);
      double[] x = new double[POINTS];
      double[] low = new double[POINTS];
      double[] high = new double[POINTS];
      for (int k = 0; k < POINTS; k++) {
        x[k] = from + (to - from) * k / (POINTS - 1);
        double reach = reach(fit, depth, x[k]);
        low[k] = Math.max(axis.low(), fit.predict(x[k]) - reach);
        high[k] = Math.min(axis.high(), fit.predict(x[k]) + reach);
      }
      if (units.size() > 2) {
        ChartStyle.band(chart, basis + " band", x, low, high, i);
      }
      ChartStyle.line(
          chart.addSeries(
              basis + " fit",
              new double[] {from, to},
              new double[] {fit.predict(from), fit.predict(to)}),
          i,
          false);
    }
    dots(chart, i, side, basis, units);
  }

  /** Bases stand beside each other, and so do a basis's units of one depth and accuracy. */
  private static void dots(XYChart chart, int i, double side, String basis, List<UnitScore> units) {
    Map<Double, List<Double>> byDepth = new TreeMap<>();
    units.forEach(
        u -> byDepth.computeIfAbsent(u.depth(), d -> new ArrayList<>()).add(u.main().accuracy()));
    List<Double> x = new ArrayList<>();
    List<Double> y = new ArrayList<>();
    byDepth.forEach(
        (depth, accuracies) -> {
          double[] values = accuracies.stream().mapToDouble(Double::doubleValue).toArray();
          double[] aside = StripChart.aside(values, NEAREST, 2 * ASIDE, 1);
          for (int k = 0; k < values.length; k++) {
            x.add(depth + side + aside[k]);
            y.add(values[k]);
          }
        });
    ChartStyle.dots(chart.addSeries(basis, x, y), i, true);
  }

  /** Half the width of the band: t s √(1/n + (x − x̄)² / Sxx). */
  private static double reach(SimpleRegression fit, double[] depth, double x) {
    long n = fit.getN();
    if (n < 3) {
      return 0;
    }
    double t =
        new TDistribution(null, n - 2).inverseCumulativeProbability((1 + Interval.LEVEL) / 2);
    double away = x - StatUtils.mean(depth);
    return t * Math.sqrt(fit.getMeanSquareError() * (1.0 / n + away * away / fit.getXSumSquares()));
  }

  /** Accuracy over depth by least squares; its slope is NaN where no line is determined. */
  static SimpleRegression fit(List<UnitScore> units) {
    SimpleRegression fit = new SimpleRegression();
    units.forEach(u -> fit.addData(u.depth(), u.main().accuracy()));
    return fit;
  }
}
