package org.pragnanz.nn;

import org.pragnanz.nn.Layer.Conv;

/** Which of the engine's operators a program names for its convolutions: most of the work. */
enum Kernels {
  /**
   * oneDNN's own, as PyTorch's compiler for CPUs (TorchInductor) uses them: bias, sum with a
   * shortcut and ReLU are done while a convolution's result is still in the cache, and the weights
   * are laid out once in the order in which they are read.
   */
  FUSED {
    @Override
    String prepared(Conv conv, String weight) {
      return "ops.mkldnn._reorder_convolution_weight(%s, %s, 1, None)"
          .formatted(weight, geometry(conv));
    }

    @Override
    String convolution(Conv conv, String x, String weight, String bias, boolean relu) {
      return "ops.mkldnn._convolution_pointwise(%s, %s, %s, %s, 1, \"%s\", %s, None)"
          .formatted(x, weight, bias, geometry(conv), relu ? "relu" : "none", NO_SCALARS);
    }

    @Override
    String convolutionAndSum(
        Conv conv, String x, String weight, String bias, String shortcut, boolean relu) {
      return "ops.mkldnn._convolution_pointwise(%s, %s, %s, %s, %s, 1, \"add\", None, %s, %s, None)"
          .formatted(
              x, shortcut, weight, bias, geometry(conv), relu ? "\"relu\"" : "None", NO_SCALARS);
    }
  },

  /** Those that every build and device has. */
  PLAIN {
    @Override
    String prepared(Conv conv, String weight) {
      return channelsLast(weight);
    }

    @Override
    String convolution(Conv conv, String x, String weight, String bias, boolean relu) {
      String y =
          "torch.conv2d(%s, %s, %s, [%d, %d], [%d, %d])"
              .formatted(
                  x, weight, bias, conv.stride(), conv.stride(), conv.padding(), conv.padding());
      return relu ? relu(y) : y;
    }

    @Override
    String convolutionAndSum(
        Conv conv, String x, String weight, String bias, String shortcut, boolean relu) {
      String sum = sum(convolution(conv, x, weight, bias, false), shortcut);
      return relu ? relu(sum) : sum;
    }
  };

  private static final String NO_SCALARS = "annotate(List[Optional[number]], [])";

  /** The weights in the order in which the convolution reads them. */
  abstract String prepared(Conv conv, String weight);

  /** Convolution and, if asked for, ReLU. */
  abstract String convolution(Conv conv, String x, String weight, String bias, boolean relu);

  /** Convolution, sum with a map of the result's shape and, if asked for, ReLU. */
  abstract String convolutionAndSum(
      Conv conv, String x, String weight, String bias, String shortcut, boolean relu);

  /** In place of an intermediate result. */
  static String relu(String x) {
    return "torch.relu_(%s)".formatted(x);
  }

  /** In place of the first. */
  static String sum(String x, String y) {
    return "torch.add_(%s, %s)".formatted(x, y);
  }

  /** A map (N, C, H, W) or weights laid out position by position; their meaning is the same. */
  static String channelsLast(String x) {
    return "torch.contiguous(%s, memory_format=2)".formatted(x);
  }

  private static String geometry(Conv conv) {
    return "[%d, %d], [%d, %d], [1, 1]"
        .formatted(conv.padding(), conv.padding(), conv.stride(), conv.stride());
  }
}
