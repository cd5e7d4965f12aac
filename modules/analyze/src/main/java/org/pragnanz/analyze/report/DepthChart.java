package org.pragnanz.analyze.report;

import java.util.List;
import java.util.Map;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.math3.stat.regression.SimpleRegression;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.style.XYStyler;
import org.pragnanz.analyze.findings.UnitScore;

/** The units' accuracy over their relative depth, a line fitted to each basis. */
final class DepthChart {
  private static final int WIDTH = 480;
  private static final int HEIGHT = 330;

  private DepthChart() {}

  /**
   * @param bases the units of known depth, by basis
   */
  static XYChart draw(Map<String, List<UnitScore>> bases, boolean simulated) {
    XYChart chart =
        ChartStyle.chart(
            WIDTH,
            HEIGHT,
            "relative depth (0 first site, 1 last)",
            "proportion correct per unit",
            simulated);
    XYStyler style = chart.getStyler();
    double lowest =
        bases.values().stream()
            .flatMap(List::stream)
            .mapToDouble(u -> u.main().accuracy())
            .min()
            .orElse(0);
    style.setYAxisMin(Math.min(0.4, Math.floor(lowest * 10) / 10));
    style.setYAxisMax(1.0);
    style.setXAxisMin(0.0);
    style.setXAxisMax(1.0);
    style.setYAxisDecimalPattern("0.0");
    style.setXAxisDecimalPattern("0.0");
    ChartStyle.chance(chart, 0, 1);
    int i = 0;
    for (Map.Entry<String, List<UnitScore>> basis : bases.entrySet()) {
      draw(chart, i++, basis.getKey(), basis.getValue());
    }
    return chart;
  }

  private static void draw(XYChart chart, int i, String basis, List<UnitScore> units) {
    double[] depth = units.stream().mapToDouble(UnitScore::depth).toArray();
    double[] accuracy = units.stream().mapToDouble(u -> u.main().accuracy()).toArray();
    ChartStyle.dots(chart.addSeries(basis, depth, accuracy), i, true);
    SimpleRegression fit = fit(units);
    if (!Double.isNaN(fit.getSlope())) {
      double[] ends = {StatUtils.min(depth), StatUtils.max(depth)};
      ChartStyle.line(
          chart.addSeries(
              basis + " fit", ends, new double[] {fit.predict(ends[0]), fit.predict(ends[1])}),
          i);
    }
  }

  /** Accuracy over depth by least squares; its slope is NaN where no line is determined. */
  static SimpleRegression fit(List<UnitScore> units) {
    SimpleRegression fit = new SimpleRegression();
    units.forEach(u -> fit.addData(u.depth(), u.main().accuracy()));
    return fit;
  }
}
