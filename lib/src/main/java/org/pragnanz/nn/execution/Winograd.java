package org.pragnanz.nn.execution;

import java.util.List;
import java.util.Map;
import org.pragnanz.nn.description.Layer.Conv;

/**
 * Convolutions of 3×3 with half the multiplications: six convolutions of 1×3 make four rows of a
 * result, where it would take twelve.
 *
 * <p>Across the rows this is the minimal filtering algorithm F(4, 3), interpolated at 0, ±5/8, ±3/2
 * and infinity; the usual 0, ±1, ±2 would round half as far again (docs/decisions/0005). Along the
 * rows it stays a convolution, which the engine's own kernels compute, with twice the weights.
 *
 * <p>Source: Lavin and Gray, Fast Algorithms for Convolutional Neural Networks (arXiv:1509.09308),
 * section 4; Barabasz et al., Error Analysis and Improving the Accuracy of Winograd Convolution for
 * Deep Neural Networks (arXiv:1803.10986), for why the points matter.
 */
final class Winograd {
  /** Convolutions of 1×3 in place of one of 3×3. */
  static final int FILTERS = 6;

  /** With fewer channels the sums of rows take as long as the multiplications that they spare. */
  private static final int FEWEST_CHANNELS = 64;

  /** The smaller of the two points that it is interpolated at, beside 0 and infinity. */
  private static final double INNER = 0.625;

  /** The larger one. */
  private static final double OUTER = 1.5;

  private static final String GEOMETRY = "[0, 1], [1, 1], [1, 1], 1";

  /** The methods that the expressions call. */
  static final String METHODS =
      Template.of("winograd.py")
          .fill(
              Map.of(
                  "inner", decimal(INNER),
                  "inner2", decimal(INNER * INNER),
                  "inner3", decimal(INNER * INNER * INNER),
                  "outer", decimal(OUTER),
                  "outer2", decimal(OUTER * OUTER),
                  "outer3", decimal(OUTER * OUTER * OUTER),
                  "sum2", decimal(INNER * INNER + OUTER * OUTER),
                  "product2", decimal(INNER * INNER * OUTER * OUTER),
                  "geometry", GEOMETRY));

  private Winograd() {}

  private static String decimal(double number) {
    return Double.toString(number);
  }

  /** Whether a convolution is one that can be made so, and gains by it on a map of many rows. */
  static boolean fits(Conv conv) {
    return conv.kernel() == 3
        && conv.stride() == 1
        && conv.padding() == 1
        && Math.min(conv.in(), conv.out()) >= FEWEST_CHANNELS;
  }

  /**
   * The list of the six filters, laid out.
   *
   * @param weight (K, C, 3, 3)
   * @param channels C
   * @param side height and width of the map that is usually read
   */
  static String filters(String weight, int channels, int side) {
    return "[%s for filter in self.winograd_filters(%s)]"
        .formatted(Kernels.reordered("filter", GEOMETRY, channels, (side + 3) / 4, side), weight);
  }

  /**
   * The result, (n, K, H, W).
   *
   * @param x (n, C, H, W), position by position
   * @param filters as {@link #filters} lists them
   */
  static String convolution(String x, List<String> filters, String bias) {
    return "self.winograd(%s, [%s], %s)".formatted(x, String.join(", ", filters), bias);
  }
}
