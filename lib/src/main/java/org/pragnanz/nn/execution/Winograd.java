package org.pragnanz.nn.execution;

import java.util.List;
import java.util.Optional;
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

  private static final String GEOMETRY = "[0, 1], [1, 1], [1, 1]";

  /**
   * The methods that the expressions call: the source's B, A and G with the sums that two rows have
   * in common, for the points 0, ±a, ±b and infinity. Rows i, i + 4, i + 8, ... of the padded map
   * are d{i}, of the result y{i}, of the filter r{i}. What was read for the last time is written
   * over.
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
          even = torch.add(d4, d2, alpha=-{bb})
          odd = torch.add(d3, d1, alpha=-{bb})
          m1 = self.along(torch.add(even, odd, alpha={a}), u[1], None)
          m2 = self.along(torch.sub_(even, odd, alpha={a}), u[2], None)
          even = torch.add(d4, d2, alpha=-{aa})
          odd = torch.add(d3, d1, alpha=-{aa})
          m3 = self.along(torch.add(even, odd, alpha={b}), u[3], None)
          m4 = self.along(torch.sub_(even, odd, alpha={b}), u[4], None)
          m0 = self.along(torch.add_(torch.add(d4, d2, alpha=-{aa+bb}), d0, alpha={aabb}), u[0], b)
          m5 = self.along(torch.add_(torch.add(d5, d3, alpha=-{aa+bb}), d1, alpha={aabb}), u[5], b)
          y = torch.empty([torch.size(x, 0), torch.size(m0, 1), h, torch.size(x, 3)], dtype=6, memory_format=2)
          y0 = torch.slice(y, 2, 0, h, 4)
          y1 = torch.slice(y, 2, 1, h, 4)
          y2 = torch.slice(y, 2, 2, h, 4)
          y3 = torch.slice(y, 2, 3, h, 4)
          even = torch.add(m1, m2)
          odd = torch.sub_(m1, m2)
          even2 = torch.add(m3, m4)
          odd2 = torch.sub_(m3, m4)
          torch.add(self.rows_of(y0, torch.add_(m0, even)), self.rows_of(y0, even2), out=y0)
          torch.add(self.rows_of(y3, torch.add_(m5, odd, alpha={aaa})), self.rows_of(y3, odd2), alpha={bbb}, out=y3)
          torch.add(self.rows_of(y1, self.scaled(odd, {a}, b)), self.rows_of(y1, odd2), alpha={b}, out=y1)
          torch.add(self.rows_of(y2, self.scaled(even, {aa}, b)), self.rows_of(y2, even2), alpha={bb}, out=y2)
          return y
        def along(self, x: Tensor, u: Tensor, b: Optional[Tensor]) -> Tensor:
          return {convolution}
        def scaled(self, x: Tensor, factor: float, b: Optional[Tensor]) -> Tensor:
          return torch.mul_(x, factor) if b is None else torch.add(torch.reshape(b, [1, -1, 1, 1]), x, alpha=factor)
        def rows_of(self, y: Tensor, x: Tensor) -> Tensor:
          return torch.slice(x, 2, 0, torch.size(y, 2))
        def winograd_filters(self, w: Tensor) -> List[Tensor]:
          rows = torch.contiguous(torch.permute(w, [2, 0, 1, 3]))
          r0 = torch.slice(rows, 0, 0, 1)
          r1 = torch.slice(rows, 0, 1, 2)
          r2 = torch.slice(rows, 0, 2, 3)
          even = torch.add(r0, r2, alpha={aa}) / (2 * {aa} * ({aa} - {bb}))
          odd = r1 / (2 * {a} * ({aa} - {bb}))
          even2 = torch.add(r0, r2, alpha={bb}) / (2 * {bb} * ({bb} - {aa}))
          odd2 = r1 / (2 * {b} * ({bb} - {aa}))
          filters = [r0 / {aabb}, even + odd, even - odd, even2 + odd2, even2 - odd2, r2]
          return [torch.permute(filter, [1, 2, 0, 3]) for filter in filters]
      """
          .replace("{a}", "0.625")
          .replace("{aa}", "0.390625")
          .replace("{aaa}", "0.244140625")
          .replace("{b}", "1.5")
          .replace("{bb}", "2.25")
          .replace("{bbb}", "3.375")
          .replace("{aa+bb}", "2.640625")
          .replace("{aabb}", "0.87890625")
          .replace(
              "{convolution}", Kernels.fused("x", "u", "b", GEOMETRY, Optional.empty(), false));

  private Winograd() {}

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
