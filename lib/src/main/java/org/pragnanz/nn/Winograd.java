package org.pragnanz.nn;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.pragnanz.nn.Layer.Conv;

/**
 * Convolutions of 3×3 with half the multiplications: six convolutions of 1×3 make four rows of a
 * result, where it would take twelve.
 *
 * <p>Across the rows this is the minimal filtering algorithm F(4, 3), interpolated at 0, ±1, ±2 and
 * infinity. Along the rows it stays a convolution: the weights only double, and the engine's own
 * kernels do the multiplying. It rounds to 1e-6 of a map's largest value, as other orders of
 * summing do.
 *
 * <p>Source: Lavin and Gray, Fast Algorithms for Convolutional Neural Networks (arXiv:1509.09308),
 * section 4.
 */
final class Winograd {
  /** Convolutions of 1×3 in place of one of 3×3. */
  static final int FILTERS = 6;

  /** With fewer channels the sums of rows take as long as the multiplications that they spare. */
  private static final int FEWEST_CHANNELS = 64;

  /** With fewer rows most of what is spared goes into rows beyond the map's end. */
  private static final int FEWEST_ROWS = 14;

  private static final String GEOMETRY = "[0, 1], [1, 1], [1, 1]";

  /**
   * The methods that the expressions call: the source's B, A and G with the sums that two rows have
   * in common. Rows i, i + 4, i + 8, ... of the padded map are d{i}, of the result y{i}, of the
   * filter r{i}. Each row of the result holds m1 once, so that the bias goes there.
   */
  static final String METHODS =
      """
        def winograd(self, x: Tensor, u: List[Tensor], b: Optional[Tensor]) -> Tensor:
          h = torch.size(x, 2)
          t = 4 * ((h + 3) // 4)
          p = torch.constant_pad_nd(x, [0, 0, 1, t + 1 - h], 0)
          d0 = torch.slice(p, 2, 0, t, 4)
          d1 = torch.slice(p, 2, 1, t, 4)
          d2 = torch.slice(p, 2, 2, t, 4)
          d3 = torch.slice(p, 2, 3, t, 4)
          d4 = torch.slice(p, 2, 4, t + 1, 4)
          d5 = torch.slice(p, 2, 5, t + 2, 4)
          even = torch.add(d4, d2, alpha=-4)
          odd = torch.add(d3, d1, alpha=-4)
          v1 = torch.add(even, odd)
          v2 = torch.sub(even, odd)
          even = torch.sub(d4, d2)
          odd = torch.sub(d3, d1)
          v3 = torch.add(even, odd, alpha=2)
          v4 = torch.sub(even, odd, alpha=2)
          v0 = torch.add(torch.add(d4, d2, alpha=-5), d0, alpha=4)
          v5 = torch.add(torch.add(d5, d3, alpha=-5), d1, alpha=4)
      %s    even = torch.add(m1, m2)
          odd = torch.sub(m1, m2)
          even2 = torch.add(m3, m4)
          odd2 = torch.sub(m3, m4)
          y = torch.empty([torch.size(x, 0), torch.size(m0, 1), h, torch.size(x, 3)], dtype=6, memory_format=2)
          y0 = torch.slice(y, 2, 0, h, 4)
          y1 = torch.slice(y, 2, 1, h, 4)
          y2 = torch.slice(y, 2, 2, h, 4)
          y3 = torch.slice(y, 2, 3, h, 4)
          torch.add(self.rows_of(y0, torch.add(m0, even)), self.rows_of(y0, even2), out=y0)
          torch.add(self.rows_of(y1, odd), self.rows_of(y1, odd2), alpha=2, out=y1)
          torch.add(self.rows_of(y2, even), self.rows_of(y2, even2), alpha=4, out=y2)
          torch.add(self.rows_of(y3, torch.add(odd, m5)), self.rows_of(y3, odd2), alpha=8, out=y3)
          return y
        def rows_of(self, y: Tensor, x: Tensor) -> Tensor:
          return torch.slice(x, 2, 0, torch.size(y, 2))
        def winograd_filters(self, w: Tensor) -> List[Tensor]:
          rows = torch.contiguous(torch.permute(w, [2, 0, 1, 3]))
          r0 = torch.slice(rows, 0, 0, 1)
          r1 = torch.slice(rows, 0, 1, 2)
          r2 = torch.slice(rows, 0, 2, 3)
          even = torch.add(r0, r2) / -6
          odd = r1 / -6
          even2 = torch.add(r0, r2, alpha=4) / 24
          odd2 = r1 / 12
          filters = [r0 / 4, even + odd, even - odd, even2 + odd2, even2 - odd2, r2]
          return [torch.permute(filter, [1, 2, 0, 3]) for filter in filters]
      """
          .formatted(
              IntStream.range(0, FILTERS)
                  .mapToObj(
                      i ->
                          "    m%d = %s\n"
                              .formatted(
                                  i,
                                  Kernels.fused(
                                      "v" + i,
                                      "u[%d]".formatted(i),
                                      i == 1 ? "b" : "None",
                                      GEOMETRY,
                                      Optional.empty(),
                                      false)))
                  .collect(Collectors.joining()));

  private Winograd() {}

  /**
   * Whether a convolution is one of those that gain by it.
   *
   * @param side height and width of the map that it usually reads
   */
  static boolean fits(Conv conv, int side) {
    return conv.kernel() == 3
        && conv.stride() == 1
        && conv.padding() == 1
        && Math.min(conv.in(), conv.out()) >= FEWEST_CHANNELS
        && side >= FEWEST_ROWS;
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
        .formatted(Kernels.laidOut("filter", GEOMETRY, channels, (side + 3) / 4, side), weight);
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
