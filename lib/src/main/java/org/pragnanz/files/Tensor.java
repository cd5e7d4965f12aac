package org.pragnanz.files;

import java.util.List;

/**
 * A parameter of a network.
 *
 * @param shape its sizes; empty for a single number
 * @param values float32 in row-major order; shared, not copied
 */
public record Tensor(List<Integer> shape, float[] values) {
  public Tensor {
    shape = List.copyOf(shape);
    if (size(shape) != values.length) {
      throw new IllegalArgumentException(values.length + " values are no tensor of shape " + shape);
    }
  }

  /** A vector. */
  public static Tensor of(float[] values) {
    return new Tensor(List.of(values.length), values);
  }

  /** How many numbers a tensor of this shape holds; {@link ArithmeticException} beyond a long. */
  public static long size(List<Integer> shape) {
    return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }
}
