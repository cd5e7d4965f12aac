package org.pragnanz.nn;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.pragnanz.nn.Layer.Conv;

/**
 * Convolutions of 3×3 with fewer multiplications: m + 2 convolutions of 1×3 make m rows of a
 * result, where it would take 3 m.
 *
 * <p>Across the rows this is the minimal filtering algorithm F(m, 3). Along the rows it stays a
 * convolution, which the engine's own kernels compute; of weights there are (m + 2) / 3 as many.
 *
 * <p>Source: Lavin and Gray, Fast Algorithms for Convolutional Neural Networks (arXiv:1509.09308),
 * section 4.
 */
enum Winograd {
  /**
   * Two thirds of the multiplications. It rounds no further than the convolution itself, and is
   * interpolated at 0, ±1 and infinity.
   */
  F2(
      2,
      """
          m1 = self.along(torch.add(d1, d2), u[1], b)
          m2 = self.along(torch.sub(d2, d1), u[2], None)
          m0 = self.along(torch.sub(d0, d2), u[0], None)
          torch.add(self.rows_of(y0, torch.add_(m0, m1)), self.rows_of(y0, m2), out=y0)
          m3 = self.along(torch.sub(d3, d1), u[3], None)
          torch.add(self.rows_of(y1, torch.sub_(m1, m2)), self.rows_of(y1, m3), out=y1)
      """,
      """
          even = torch.add(r0, r2) / 2
          odd = r1 / 2
          filters = [r0, even + odd, even - odd, r2]
      """),

  /**
   * Half of the multiplications. It rounds to 1e-6 of a map's largest value, two to three times as
   * far as the convolution itself, and is interpolated at 0, ±1, ±2 and infinity.
   */
  F4(
      4,
      """
          even = torch.add(d4, d2, alpha=-4)
          odd = torch.add(d3, d1, alpha=-4)
          m1 = self.along(torch.add(even, odd), u[1], b)
          m2 = self.along(torch.sub_(even, odd), u[2], None)
          even = torch.sub(d4, d2)
          odd = torch.sub(d3, d1)
          m3 = self.along(torch.add(even, odd, alpha=2), u[3], None)
          m4 = self.along(torch.sub_(even, odd, alpha=2), u[4], None)
          m0 = self.along(torch.add_(torch.add(d4, d2, alpha=-5), d0, alpha=4), u[0], None)
          m5 = self.along(torch.add_(torch.add(d5, d3, alpha=-5), d1, alpha=4), u[5], None)
          even = torch.add(m1, m2)
          odd = torch.sub_(m1, m2)
          even2 = torch.add(m3, m4)
          odd2 = torch.sub_(m3, m4)
          torch.add(self.rows_of(y0, torch.add_(m0, even)), self.rows_of(y0, even2), out=y0)
          torch.add(self.rows_of(y1, odd), self.rows_of(y1, odd2), alpha=2, out=y1)
          torch.add(self.rows_of(y2, even), self.rows_of(y2, even2), alpha=4, out=y2)
          torch.add(self.rows_of(y3, torch.add_(m5, odd)), self.rows_of(y3, odd2), alpha=8, out=y3)
      """,
      """
          even = torch.add(r0, r2) / -6
          odd = r1 / -6
          even2 = torch.add(r0, r2, alpha=4) / 24
          odd2 = r1 / 12
          filters = [r0 / 4, even + odd, even - odd, even2 + odd2, even2 - odd2, r2]
      """);

  /** With fewer channels the sums of rows take as long as the multiplications that they spare. */
  private static final int FEWEST_CHANNELS = 64;

  private static final String GEOMETRY = "[0, 1], [1, 1], [1, 1]";

  private final int rows;
  private final String results;
  private final String filters;

  /**
   * @param rows m
   * @param results of d{i}, the rows i, i + m, i + 2 m, ... of the padded map, into y{i}, those of
   *     the result: the source's B, the convolutions, and its A. Each row of the result holds m1
   *     once, so that the bias goes there. What was read for the last time is written over.
   * @param filters the source's G: of r{i}, the filter's rows
   */
  Winograd(int rows, String results, String filters) {
    this.rows = rows;
    this.results = results;
    this.filters = filters;
  }

  /** The methods that the expressions of all of them call. */
  static String methods() {
    return """
          def along(self, x: Tensor, u: Tensor, b: Optional[Tensor]) -> Tensor:
            return %s
          def rows_of(self, y: Tensor, x: Tensor) -> Tensor:
            return torch.slice(x, 2, 0, torch.size(y, 2))
        """
            .formatted(Kernels.fused("x", "u", "b", GEOMETRY, Optional.empty(), false))
        + Arrays.stream(values()).map(Winograd::method).collect(Collectors.joining());
  }

  /** How many convolutions of 1×3 there are. */
  int filters() {
    return rows + 2;
  }

  private String method() {
    return """
          def %1$s(self, x: Tensor, u: List[Tensor], b: Optional[Tensor]) -> Tensor:
            h = torch.size(x, 2)
            t = %2$d * ((h + %2$d - 1) // %2$d)
            p = torch.constant_pad_nd(x, [0, 0, 1, t + 1 - h], 0)
        %3$s    y = torch.empty([torch.size(x, 0), torch.size(u[0], 0), h, torch.size(x, 3)], dtype=6, memory_format=2)
        %4$s%5$s    return y
          def %1$s_filters(self, w: Tensor) -> List[Tensor]:
            rows = torch.contiguous(torch.permute(w, [2, 0, 1, 3]))
        %6$s%7$s    return [torch.permute(filter, [1, 2, 0, 3]) for filter in filters]
        """
        .formatted(
            name(),
            rows,
            lines(
                filters(),
                i ->
                    "d%1$d = torch.slice(p, 2, %1$d, t + %2$d, %3$d)"
                        .formatted(i, Math.max(0, i + 1 - rows), rows)),
            lines(rows, i -> "y%1$d = torch.slice(y, 2, %1$d, h, %2$d)".formatted(i, rows)),
            results,
            lines(3, i -> "r%1$d = torch.slice(rows, 0, %1$d, %1$d + 1)".formatted(i)),
            filters);
  }

  private static String lines(int n, IntFunction<String> line) {
    return IntStream.range(0, n)
        .mapToObj(i -> "    " + line.apply(i) + "\n")
        .collect(Collectors.joining());
  }

  /** Whether a convolution is one that can be made so, and gains by it on a map of many rows. */
  static boolean fits(Conv conv) {
    return conv.kernel() == 3
        && conv.stride() == 1
        && conv.padding() == 1
        && Math.min(conv.in(), conv.out()) >= FEWEST_CHANNELS;
  }

  /**
   * The list of the filters, laid out.
   *
   * @param weight (K, C, 3, 3)
   * @param channels C
   * @param side height and width of the map that is usually read
   */
  String filters(String weight, int channels, int side) {
    return "[%s for filter in self.%s_filters(%s)]"
        .formatted(
            Kernels.laidOut("filter", GEOMETRY, channels, (side + rows - 1) / rows, side),
            name(),
            weight);
  }

  /**
   * The result, (n, K, H, W).
   *
   * @param x (n, C, H, W), position by position
   * @param filters as {@link #filters} lists them
   */
  String convolution(String x, List<String> filters, String bias) {
    return "self.%s(%s, [%s], %s)".formatted(name(), x, String.join(", ", filters), bias);
  }
}
