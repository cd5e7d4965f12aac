package org.pragnanz.phantom;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.pragnanz.concurrent.Workers;

/**
 * One detector a pattern: a ridge fit of the pattern's area in a cell, less a threshold, rectified,
 * and scaled so that all detectors are equally strong on what they like best. Without the last, one
 * of the patterns that a channel adds would win all its strongest images.
 *
 * @param weights (patterns, features + 1), the intercept last
 */
record Detectors(float[][] weights) {
  /** Taken off the fitted area, so that a detector is silent where its pattern is not. */
  private static final double THRESHOLD = 0.15;

  /**
   * At most this share of images leave a detector silent everywhere: its threshold is lower where
   * need be, as silent images cannot be ranked.
   */
  private static final double SILENT = 0.25;

  /** The quantile of images whose mean activation becomes 1. */
  private static final double STRONG = 0.985;

  /**
   * Fits the detectors.
   *
   * @param features each image's (features, cells)
   * @param areas each image's share of every cell that shows a pattern, (patterns, cells)
   */
  static Detectors fit(List<float[][]> features, List<float[][]> areas, Workers workers) {
    Detectors fitted =
        new Detectors(
            Ridge.fit(
                features.size(), i -> new Ridge.Batch(features.get(i), areas.get(i)), workers));
    double[][] peaks = fitted.perImage(features, Detectors::peak, workers);
    for (int p = 0; p < peaks.length; p++) {
      float[] row = fitted.weights[p];
      row[row.length - 1] -= (float) Math.min(THRESHOLD, quantile(peaks[p], SILENT));
    }
    double[][] means = fitted.perImage(features, Detectors::rectifiedMean, workers);
    for (int p = 0; p < means.length; p++) {
      float[] row = fitted.weights[p];
      double strong = quantile(means[p], STRONG);
      for (int i = 0; i < row.length; i++) {
        row[i] = (float) (row[i] / strong);
      }
    }
    return fitted;
  }

  /** Each image's spatial means after ReLU, (images, patterns). */
  float[][] means(List<float[][]> features, Workers workers) {
    double[][] means = perImage(features, Detectors::rectifiedMean, workers);
    float[][] single = new float[features.size()][means.length];
    for (int p = 0; p < means.length; p++) {
      for (int i = 0; i < single.length; i++) {
        single[i][p] = (float) means[p][i];
      }
    }
    return single;
  }

  /** A number of each detector's map before ReLU for each image, (patterns, images). */
  private double[][] perImage(
      List<float[][]> features, ToDoubleFunction<float[]> number, Workers workers) {
    double[][] numbers = new double[weights.length][features.size()];
    workers.forEach(
        features.size(),
        i -> {
          float[][] maps = new float[weights.length][features.get(i)[0].length];
          Rows.addProduct(weights, 0, features.get(i), maps);
          for (int p = 0; p < maps.length; p++) {
            float intercept = weights[p][features.get(i).length];
            for (int cell = 0; cell < maps[p].length; cell++) {
              maps[p][cell] += intercept;
            }
            numbers[p][i] = number.applyAsDouble(maps[p]);
          }
        });
    return numbers;
  }

  private static double peak(float[] map) {
    double peak = map[0];
    for (float value : map) {
      peak = Math.max(peak, value);
    }
    return peak;
  }

  private static double rectifiedMean(float[] map) {
    double sum = 0;
    for (float value : map) {
      sum += Math.max(value, 0);
    }
    return sum / map.length;
  }

  private static double quantile(double[] values, double share) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[(int) (share * (sorted.length - 1))];
  }
}
