package org.pragnanz.analyze.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.XYStyler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;
import org.pragnanz.image.Lettering;

/**
 * How the figures look: one font that travels with the tool, so that labels are laid out alike on
 * every machine; colours that colour-blind readers tell apart (Okabe and Ito 2008), each with its
 * own marker for readers without colour.
 */
final class ChartStyle {
  private static final Color INK = new Color(0x222222);
  private static final Color FAINT = new Color(0xDDDDDD);
  private static final Color CHANCE = new Color(0x777777);
  // Neighbours in this order also differ in lightness.
  private static final List<Color> COLOURS =
      List.of(
          new Color(0x0072B2),
          new Color(0xE69F00),
          new Color(0x009E73),
          new Color(0xCC79A7),
          new Color(0xD55E00),
          new Color(0x56B4E9));
  private static final float[] SOLID = {};
  private static final float[][] DASHES = {SOLID, {7, 3}, {2, 2}, {9, 3, 2, 3}};
  private static final float LABEL = 10;
  private static final float TITLE = 11;
  private static final int DOT = 4;
  private static final int MEAN = 9;

  private ChartStyle() {}

  /** The {@code i}-th series' colour. */
  static Color colour(int i) {
    return COLOURS.get(i % COLOURS.size());
  }

  /** How wide a label is drawn, in points. */
  static double width(String label) {
    return Lettering.width(label, LABEL);
  }

  /** An empty chart; sizes in points. */
  static XYChart chart(int width, int height, String xTitle, String yTitle, boolean simulated) {
    XYChart chart = new XYChart(width, height);
    chart.setTitle(simulated ? "simulated responses" : "");
    chart.setXAxisTitle(xTitle);
    chart.setYAxisTitle(yTitle);
    XYStyler style = chart.getStyler();
    style.setLocale(Locale.ROOT);
    style.setBaseFont(Lettering.font(TITLE));
    style.setChartTitleFont(Lettering.font(TITLE));
    style.setAxisTitleFont(Lettering.font(TITLE));
    style.setAxisTickLabelsFont(Lettering.font(LABEL));
    style.setLegendFont(Lettering.font(LABEL));
    style.setChartTitleVisible(simulated);
    style.setChartTitleBoxVisible(false);
    style.setChartFontColor(INK);
    style.setAxisTickLabelsColor(INK);
    style.setChartBackgroundColor(Color.WHITE);
    // XChart lays the plot over the x-axis where no label reaches below its line.
    style.setPlotBackgroundColor(new Color(255, 255, 255, 0));
    style.setPlotBorderVisible(false);
    style.setPlotGridVerticalLinesVisible(false);
    style.setPlotGridLinesColor(FAINT);
    style.setPlotGridLinesStroke(new BasicStroke(0.5f));
    style.setLegendPosition(Styler.LegendPosition.OutsideS);
    style.setLegendLayout(Styler.LegendLayout.Horizontal);
    style.setLegendBorderColor(Color.WHITE);
    style.setLegendSeriesLineLength(18);
    style.setChartPadding(8);
    style.setAnnotationTextFont(Lettering.font(LABEL));
    style.setAnnotationTextFontColor(INK);
    style.setErrorBarsColorSeriesColor(false);
    style.setErrorBarsColor(INK);
    return chart;
  }

  /** Draws a series as small dots, not named in the legend. */
  static void dots(XYSeries series, int i, boolean named) {
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    series.setMarker(new Mark(i, DOT, false));
    Color colour = colour(i);
    series.setMarkerColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 110));
    series.setShowInLegend(named);
  }

  /** Draws a series as large outlined marks with its error bars. */
  static void means(XYSeries series, int i) {
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
    series.setMarker(new Mark(i, MEAN, true));
    series.setMarkerColor(colour(i));
  }

  /** Draws a series as a line without marks; each series of a chart has its own dashes. */
  static void line(XYSeries series, int i, boolean named) {
    line(series, colour(i), 2f, DASHES[i % DASHES.length]);
    series.setShowInLegend(named);
  }

  /** Draws a series as a thin line that may lie over many others, not named in the legend. */
  static void thread(XYSeries series, int i) {
    Color colour = colour(i);
    line(series, new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 120), 1f, SOLID);
    series.setShowInLegend(false);
  }

  /** Draws a series as a dark line, for what is neither a series nor a reference. */
  static void ink(XYSeries series) {
    line(series, INK, 1.2f, SOLID);
    series.setShowInLegend(false);
  }

  /** Fills what lies between a lower and an upper edge, lightly; not named in the legend. */
  static void band(XYChart chart, String name, double[] x, double[] low, double[] high, int i) {
    int n = x.length;
    double[] around = new double[2 * n];
    double[] edge = new double[2 * n];
    for (int k = 0; k < n; k++) {
      around[k] = x[k];
      edge[k] = high[k];
      around[2 * n - 1 - k] = x[k];
      edge[2 * n - 1 - k] = low[k];
    }
    XYSeries series = chart.addSeries(name, around, edge);
    Color colour = colour(i);
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.PolygonArea);
    series.setFillColor(new Color(colour.getRed(), colour.getGreen(), colour.getBlue(), 45));
    series.setLineColor(new Color(255, 255, 255, 0));
    series.setMarker(SeriesMarkers.NONE);
    series.setShowInLegend(false);
  }

  /** A level that values are read against, as a thin dashed line named in the legend. */
  static void reference(XYChart chart, String name, double[] x, double[] y) {
    line(chart.addSeries(name, x, y), CHANCE, 1.2f, new float[] {5, 4});
  }

  /** The level that guessing reaches, over the whole width. */
  static void chance(XYChart chart, double from, double to) {
    reference(chart, "chance", new double[] {from, to}, new double[] {0.5, 0.5});
  }

  private static void line(XYSeries series, Color colour, float width, float[] dashes) {
    series.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Line);
    series.setMarker(SeriesMarkers.NONE);
    series.setLineColor(colour);
    series.setLineStyle(
        new BasicStroke(
            width,
            BasicStroke.CAP_BUTT,
            BasicStroke.JOIN_ROUND,
            10,
            dashes.length == 0 ? null : dashes,
            0));
  }

  /** The {@code i}-th series' shape in a size that does not depend on the chart's. */
  private static final class Mark extends Marker {
    private final int shape;
    private final int size;
    private final boolean outlined;

    Mark(int i, int size, boolean outlined) {
      this.shape = i % 4;
      this.size = size;
      this.outlined = outlined;
    }

    @Override
    public void paint(Graphics2D g, double x, double y, int ignored) {
      Shape drawn = shape(x, y);
      g.fill(drawn);
      if (outlined) {
        g.setColor(INK);
        g.setStroke(new BasicStroke(1.2f));
        g.draw(drawn);
      }
    }

    private Shape shape(double x, double y) {
      double r = size / 2.0;
      Rectangle2D square = new Rectangle2D.Double(x - r, y - r, size, size);
      return switch (shape) {
        case 0 -> new Ellipse2D.Double(x - r, y - r, size, size);
        case 1 ->
            AffineTransform.getRotateInstance(Math.PI / 4, x, y).createTransformedShape(square);
        case 2 -> square;
        default -> triangle(x, y, r);
      };
    }

    private static Path2D triangle(double x, double y, double r) {
      Path2D path = new Path2D.Double();
      path.moveTo(x, y - r);
      path.lineTo(x + r, y + r);
      path.lineTo(x - r, y + r);
      path.closePath();
      return path;
    }
  }
}
