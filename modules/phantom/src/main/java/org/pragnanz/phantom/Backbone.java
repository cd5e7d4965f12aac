package org.pragnanz.phantom;

import org.apache.commons.rng.UniformRandomProvider;
import org.pragnanz.image.RgbImage;

/**
 * The phantom's layers that are not fitted: luminance, Gabor filters, random features. The same
 * arithmetic as the network's, in plain Java, because the fit must have the same bits on any
 * machine.
 *
 * @param random (features, filters·9), the random 3×3 convolution
 */
record Backbone(float[][] random) {
  /** Height and width of every site's map after the first. */
  static final int CELLS = 14;

  /** What the network's preprocessing takes off and divides by, of values in 0 to 1. */
  static final double MEAN = 0.5;

  static final double STD = 0.25;

  static final int STRIDE = 8;
  static final int KERNEL = 3;
  private static final float[][] FILTERS = Gabor.filters();
  private static final Convolution GABOR =
      new Convolution(FILTERS, Gabor.SIZE, STRIDE, Gabor.SIZE / 2);

  /**
   * Draws the random convolution: uniform, of the variance that keeps the activations' size (He et
   * al. 2015).
   */
  static Backbone draw(UniformRandomProvider generator, int features) {
    int inputs = FILTERS.length * KERNEL * KERNEL;
    double bound = Math.sqrt(6.0 / inputs);
    float[][] random = new float[features][inputs];
    for (float[] row : random) {
      for (int i = 0; i < row.length; i++) {
        row[i] = (float) generator.nextDouble(-bound, bound);
      }
    }
    return new Backbone(random);
  }

  /** The Gabor filters' responses after ReLU, averaged to the grid, (filters, CELLS·CELLS). */
  static float[][] gabor(RgbImage image) {
    float[][] responses = GABOR.apply(new float[][] {luminance(image)});
    int side = (int) Math.round(Math.sqrt(responses[0].length));
    int window = side / CELLS;
    float[][] pooled = new float[responses.length][CELLS * CELLS];
    for (int c = 0; c < responses.length; c++) {
      for (int i = 0; i < responses[c].length; i++) {
        int cell = i / side / window * CELLS + i % side / window;
        pooled[c][cell] += Math.max(responses[c][i], 0) / (window * window);
      }
    }
    return pooled;
  }

  private static float[] luminance(RgbImage image) {
    float[] luminance = new float[image.width() * image.height()];
    for (int i = 0; i < luminance.length; i++) {
      double sum = 0;
      for (int c = 0; c < Colour.LUMINANCE.length; c++) {
        double value = Byte.toUnsignedInt(image.pixels()[3 * i + c]) / 255.0;
        sum += Colour.LUMINANCE[c] * (value - MEAN) / STD;
      }
      luminance[i] = (float) sum;
    }
    return luminance;
  }

  /** The random features after ReLU, (features, CELLS·CELLS), of what {@link #gabor} gave. */
  float[][] features(float[][] gabor) {
    float[][] features = new Convolution(random, KERNEL, 1, KERNEL / 2).apply(gabor);
    return Rows.rectify(features);
  }
}
