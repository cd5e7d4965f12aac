package org.pragnanz.phantom;

import java.util.ArrayList;
import java.util.List;

/**
 * The filters of the phantom's first layer: even and odd Gabor functions of five wavelengths and
 * eight orientations, each with both signs.
 *
 * <p>The filter of wavelength w and angle t is at (x, y) from its middle a Gaussian of standard
 * deviation min(w/2, 7) times cos(2π(x cos t + y sin t)/w) - c (even; c makes its sum zero) or
 * sin(2π(x cos t + y sin t)/w) (odd), divided by half the Gaussian's sum: a grating of the filter's
 * own wavelength gives a response as large as its amplitude.
 */
final class Gabor {
  /** Height and width of a filter, in pixels. */
  static final int SIZE = 31;

  private static final double[] WAVELENGTHS = {6, 9, 13, 18, 26};
  private static final int ORIENTATIONS = 8;

  private Gabor() {}

  /** All filters, (160, SIZE·SIZE). */
  static float[][] filters() {
    List<float[]> filters = new ArrayList<>();
    for (double wavelength : WAVELENGTHS) {
      for (int k = 0; k < ORIENTATIONS; k++) {
        double angle = Math.PI * k / ORIENTATIONS;
        for (int sign : new int[] {1, -1}) {
          filters.add(filter(wavelength, angle, true, sign));
          filters.add(filter(wavelength, angle, false, sign));
        }
      }
    }
    return filters.toArray(float[][]::new);
  }

  private static float[] filter(double wavelength, double angle, boolean even, int sign) {
    double deviation = Math.min(wavelength / 2, 7);
    double[] gaussian = new double[SIZE * SIZE];
    double[] wave = new double[SIZE * SIZE];
    double mass = 0;
    double sum = 0;
    for (int i = 0; i < wave.length; i++) {
      int x = i % SIZE - SIZE / 2;
      int y = i / SIZE - SIZE / 2;
      double phase =
          2 * Math.PI * (x * StrictMath.cos(angle) + y * StrictMath.sin(angle)) / wavelength;
      gaussian[i] = StrictMath.exp(-(x * x + y * y) / (2 * deviation * deviation));
      wave[i] = even ? StrictMath.cos(phase) : StrictMath.sin(phase);
      mass += gaussian[i];
      sum += gaussian[i] * wave[i];
    }
    float[] filter = new float[SIZE * SIZE];
    for (int i = 0; i < filter.length; i++) {
      filter[i] = (float) (sign * gaussian[i] * (wave[i] - sum / mass) / (mass / 2));
    }
    return filter;
  }
}
