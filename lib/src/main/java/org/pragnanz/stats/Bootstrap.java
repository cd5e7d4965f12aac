package org.pragnanz.stats;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Bias-corrected and accelerated bootstrap interval of a mean (Efron 1987, J. Am. Stat. Assoc. 82,
 * 171-185), second-order accurate where a few participants pull the mean to one side.
 */
public final class Bootstrap {
  private Bootstrap() {}

  /**
   * @param values at least 2
   * @param level such as {@link Interval#LEVEL}
   * @param resamples how often to draw as many values with replacement
   */
  public static Interval ofMean(
      double[] values, double level, int resamples, UniformRandomProvider random) {
    int n = values.length;
    if (n < 2) {
      throw new IllegalArgumentException("a bootstrap needs 2 values, not " + n);
    }
    double mean = Arrays.stream(values).sum() / n;
    double[] means = new double[resamples];
    for (int r = 0; r < resamples; r++) {
      double sum = 0;
      for (int i = 0; i < n; i++) {
        sum += values[random.nextInt(n)];
      }
      means[r] = sum / n;
    }
    Arrays.sort(means);
    if (means[0] == means[resamples - 1]) {
      return new Interval(means[0], means[0]);
    }
    // A resample with the sample's own mean counts half below.
    double below = Arrays.stream(means).map(m -> m < mean ? 1 : m == mean ? 0.5 : 0).sum();
    NormalDistribution normal = new NormalDistribution(null, 0, 1);
    double half = 0.5 / resamples;
    double bias =
        normal.inverseCumulativeProbability(Math.min(1 - half, Math.max(half, below / resamples)));
    // Leaving one out changes the mean in proportion to mean - value.
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    double cubes = Arrays.stream(values).map(v -> Math.pow(v - mean, 3)).sum();
    double acceleration = cubes / (6 * Math.pow(squares, 1.5));
    double z = normal.inverseCumulativeProbability((1 + level) / 2);
    return new Interval(
        quantile(means, corrected(normal, bias, acceleration, -z)),
        quantile(means, corrected(normal, bias, acceleration, z)));
  }

  private static double corrected(
      NormalDistribution normal, double bias, double acceleration, double z) {
    double shifted = bias + z;
    return normal.cumulativeProbability(bias + shifted / (1 - acceleration * shifted));
  }

  /** Interpolated between order statistics, as NumPy and R do by default. */
  private static double quantile(double[] sorted, double p) {
    double place = p * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }
}
