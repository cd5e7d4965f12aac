package org.pragnanz.stats;

import java.util.Arrays;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;

/**
 * Interaction of two factors of two levels each: does the difference that one makes depend on the
 * other? Tested by permutation of residuals: what remains of each value when the additive model
 * (both factors, no interaction) is fitted by least squares is shuffled over all values (Freedman
 * and Lane 1983, J. Bus. Econ. Stat. 1, 292-298). No distribution is assumed.
 *
 * @param difference (m11 − m12) − (m21 − m22) of the means of the four cells
 * @param p two-sided: the share of permutations, the data's own order among them, whose difference
 *     is as large in size
 * @param permutations permutations drawn, the data's own order not counted
 * @param interval 95 % interval of the difference, by Welch and Satterthwaite
 */
public record Interaction(double difference, double p, int permutations, Interval interval) {
  private static final int[] SIGNS = {1, -1, -1, 1};

  /**
   * @param cells the values of cells 11, 12, 21, 22; at least 2 each
   * @param permutations such as 9999
   */
  public static Interaction test(double[][] cells, int permutations, UniformRandomProvider random) {
    double difference = difference(cells);
    double[] residuals = residuals(cells, difference);
    double[][] shuffled = Arrays.stream(cells).map(double[]::clone).toArray(double[][]::new);
    int[] order = PermutationSampler.natural(residuals.length);
    // Sums in another order differ by rounding alone, and must count as equal.
    double least = Math.abs(difference) * (1 - 1e-12);
    int asLarge = 1;
    for (int r = 0; r < permutations; r++) {
      PermutationSampler.shuffle(random, order);
      int next = 0;
      for (double[] cell : shuffled) {
        for (int i = 0; i < cell.length; i++) {
          cell[i] = residuals[order[next++]];
        }
      }
      asLarge += Math.abs(difference(shuffled)) >= least ? 1 : 0;
    }
    return new Interaction(
        difference, asLarge / (permutations + 1.0), permutations, welch(cells, difference));
  }

  private static double difference(double[][] cells) {
    double difference = 0;
    for (int c = 0; c < cells.length; c++) {
      difference += SIGNS[c] * StatUtils.sum(cells[c]) / cells[c].length;
    }
    return difference;
  }

  // Least squares leaves the interaction in the cells' means, in inverse proportion to their sizes.
  private static double[] residuals(double[][] cells, double difference) {
    double inverse = Arrays.stream(cells).mapToDouble(c -> 1.0 / c.length).sum();
    double[] residuals = new double[Arrays.stream(cells).mapToInt(c -> c.length).sum()];
    int next = 0;
    for (int c = 0; c < cells.length; c++) {
      double mean = StatUtils.mean(cells[c]);
      double left = SIGNS[c] * difference / inverse / cells[c].length;
      for (double value : cells[c]) {
        residuals[next++] = value - mean + left;
      }
    }
    return residuals;
  }

  private static Interval welch(double[][] cells, double difference) {
    double variance = 0;
    double weighted = 0;
    for (double[] cell : cells) {
      double ofMean = StatUtils.variance(cell) / cell.length;
      variance += ofMean;
      weighted += ofMean * ofMean / (cell.length - 1);
    }
    if (variance == 0) {
      return new Interval(difference, difference);
    }
    double t =
        new TDistribution(null, variance * variance / weighted)
            .inverseCumulativeProbability((1 + Interval.LEVEL) / 2);
    double reach = t * Math.sqrt(variance);
    return new Interval(difference - reach, difference + reach);
  }
}
