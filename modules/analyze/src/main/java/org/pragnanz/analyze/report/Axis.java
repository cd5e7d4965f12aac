package org.pragnanz.analyze.report;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.knowm.xchart.style.XYStyler;

/**
 * How a chart's y-axis runs.
 *
 * @param title what it measures, with its unit
 * @param low its lower end
 * @param high its upper end
 * @param decimals of its labels
 * @param reference a level that values are read against
 */
record Axis(String title, double low, double high, int decimals, Optional<Reference> reference) {
  static final Reference CHANCE = new Reference("chance", 0.5);

  /** A level and its name in the legend. */
  record Reference(String name, double level) {}

  /** Of proportions correct: up to 1, down to where chance and all values can be seen. */
  static Axis proportion(String title, DoubleStream values) {
    return new Axis(title, proportionsFrom(values), 1, 1, Optional.of(CHANCE));
  }

  /** Where an axis of proportions begins. */
  static double proportionsFrom(DoubleStream values) {
    return Math.min(0.4, Math.floor(values.min().orElse(1) * 10) / 10);
  }

  /** Of any values and a level among them, with ends that are round numbers. */
  static Axis around(String title, Optional<Reference> reference, double... values) {
    double[] all =
        DoubleStream.concat(Arrays.stream(values), reference.stream().mapToDouble(Reference::level))
            .toArray();
    double min = Arrays.stream(all).min().orElse(0);
    double max = Arrays.stream(all).max().orElse(1);
    double span = max > min ? max - min : Math.max(Math.abs(max), 1);
    double step = Math.pow(10, Math.floor(Math.log10(span)));
    step = span / step < 3 ? step / 5 : span / step < 6 ? step / 2 : step;
    return new Axis(
        title,
        Math.floor(min / step) * step,
        Math.ceil(max / step) * step,
        (int) Math.max(0, -Math.floor(Math.log10(step))),
        reference);
  }

  /** Of values that are 0 or more. */
  static Axis fromZero(String title, DoubleStream values) {
    return around(
        title, Optional.empty(), DoubleStream.concat(DoubleStream.of(0), values).toArray());
  }

  void apply(XYStyler style) {
    style.setYAxisMin(low);
    style.setYAxisMax(high);
    style.setYAxisDecimalPattern(decimals == 0 ? "0" : "0." + "0".repeat(decimals));
  }
}
