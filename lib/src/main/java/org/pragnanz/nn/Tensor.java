package org.pragnanz.nn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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
  static Tensor of(float[] values) {
    return new Tensor(List.of(values.length), values);
  }

  /** The tensor cut along its first dimension, each piece of length 1 in it. */
  List<Tensor> slices() {
    int n = shape.get(0);
    List<Integer> sliced = new ArrayList<>(shape);
    sliced.set(0, 1);
    int length = n == 0 ? 0 : values.length / n;
    return IntStream.range(0, n)
        .mapToObj(i -> new Tensor(sliced, Arrays.copyOfRange(values, i * length, (i + 1) * length)))
        .toList();
  }

  /** How many numbers a tensor of this shape holds; {@link ArithmeticException} beyond a long. */
  static long size(List<Integer> shape) {
    return shape.stream().mapToLong(Integer::longValue).reduce(1, Math::multiplyExact);
  }
}
