package org.pragnanz.nn.description;

import java.util.List;

/**
 * A piece of a network, as data: what a family of networks is described with, and what a program
 * for the engine is written from. Names are torchvision's module names, the prefix of the
 * parameters' names.
 */
public sealed interface Layer {
  /** The height and width of what it makes of a map of height and width {@code side}. */
  default int side(int side) {
    return side;
  }

  /**
   * Square 2-d convolution, (N, in, H, W) to (N, out, H', W').
   *
   * @param bias whether there is a parameter {@code name.bias}
   */
  record Conv(String name, int in, int out, int kernel, int stride, int padding, boolean bias)
      implements Layer {
    @Override
    public int side(int side) {
      return (side + 2 * padding - kernel) / stride + 1;
    }

    /** Whether it reads every stride-th row and column, and of these one position at a time. */
    public boolean pointwise() {
      return kernel == 1 && padding == 0;
    }
  }

  /** Batch norm with fixed statistics. */
  record Norm(String name, int channels) implements Layer {
    /** The ends of its four parameters' names: scale, shift, mean, variance. */
    public static final List<String> PARTS =
        List.of(".weight", ".bias", ".running_mean", ".running_var");

    /** What is added to the variance. */
    public static final float EPSILON = 1e-5f;
  }

  /** Fully connected, (N, in) to (N, out), with a bias. */
  record Linear(String name, int in, int out) implements Layer {}

  /**
   * ReLU; its output is a site.
   *
   * @param site the module whose output enters the ReLU
   */
  record Relu(String site) implements Layer {}

  /**
   * Maximum over square windows.
   *
   * @param ceil whether a window that sticks out at the end counts
   */
  record MaxPool(int kernel, int stride, int padding, boolean ceil) implements Layer {
    @Override
    public int side(int side) {
      int steps = side + 2 * padding - kernel;
      return (ceil ? -Math.floorDiv(-steps, stride) : steps / stride) + 1;
    }
  }

  /** Average to a side×side map, whatever the map's size (PyTorch's adaptive pooling). */
  record AveragePool(int side) implements Layer {
    @Override
    public int side(int in) {
      return side;
    }
  }

  /** (N, C, H, W) to (N, C·H·W). */
  record Flatten() implements Layer {}

  /**
   * The sum of what the two paths make of the same input; an empty path is the input itself.
   *
   * @param shortcut ends in no ReLU: nothing but the sum reads what it makes
   */
  record Residual(List<Layer> body, List<Layer> shortcut) implements Layer {}

  /** Parallel paths over the same input, joined along the channels in the given order. */
  record Branches(List<List<Layer>> paths) implements Layer {}
}
