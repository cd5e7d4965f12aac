package org.pragnanz.nn.execution;

import java.util.List;
import java.util.Optional;
import org.pragnanz.nn.description.Layer.Conv;

/**
 * Which of the engine's operators a program names for its convolutions: most of the work.
 *
 * <p>All but {@link #PLAIN} are oneDNN's own, as PyTorch's compiler for CPUs (TorchInductor) uses
 * them: bias, sum with a shortcut and ReLU are done while a convolution's result is still in the
 * cache, and the weights are laid out once in the order in which they are read. Maps lie position
 * by position (channels last).
 */
enum Kernels {
  /** Every convolution as it is. */
  FUSED(false),

  /** Those of 3×3 with half the multiplications; in float32. */
  WINOGRAD(true),

  /** Those that every build and device has, in PyTorch's default layout. */
  PLAIN(false) {
    @Override
    String input(String images) {
      return images;
    }

    @Override
    String prepared(Conv conv, String weight, int side) {
      return "[%s]".formatted(weight);
    }

    @Override
    String convolution(
        Conv conv,
        String x,
        List<String> weights,
        String bias,
        Optional<String> shortcut,
        boolean relu) {
      String made =
          "torch.conv2d(%s, %s, %s, [%4$d, %4$d], [%5$d, %5$d])"
              .formatted(x, weights.get(0), bias, conv.stride(), conv.padding());
      String y = added(made, shortcut);
      return relu ? relu(y) : y;
    }

    @Override
    String preparedBackward(Conv conv, String weight, int side) {
      return "[%s]".formatted(weight);
    }

    @Override
    String backward(
        Conv conv, String gradient, String x, List<String> weights, Optional<String> others) {
      String y =
          "torch.convolution_backward(%s, %s, %s, None, [%4$d, %4$d], [%5$d, %5$d], [1, 1], False, [0, 0], 1, [True, False, False])[0]"
              .formatted(
                  gradient,
                  x,
                  weights.get(0),
                  conv.pointwise() ? 1 : conv.stride(),
                  conv.padding());
      return added(y, others);
    }
  };

  private static final String NO_SCALARS = "annotate(List[Optional[number]], [])";

  /** Of a map: with fewer, what is spared goes into rows beyond its end and into more weights. */
  private static final int FEWEST_ROWS_FORWARD = 14;

  /** Images go back one at a time, and gain on smaller maps too. */
  private static final int FEWEST_ROWS_BACKWARD = 7;

  private final boolean winograd;

  /**
   * @param winograd whether convolutions that gain by it are {@link Winograd}'s
   */
  Kernels(boolean winograd) {
    this.winograd = winograd;
  }

  private boolean winograd(Conv conv, int side, int fewestRows) {
    return winograd && side >= fewestRows && Winograd.fits(conv);
  }

  /** Methods of the program that the expressions for its convolutions call. */
  String methods() {
    return winograd ? Winograd.METHODS : "";
  }

  /** Images (n, 3, H, W) laid out as the first layer wants them. */
  String input(String images) {
    return channelsLast(images);
  }

  /** How many tensors {@link #prepared} makes of a convolution's weights. */
  int parts(Conv conv, int side) {
    return winograd(conv, side, FEWEST_ROWS_FORWARD) ? Winograd.FILTERS : 1;
  }

  /**
   * The list of the weights in the order in which the convolution reads them.
   *
   * @param side height and width of the map that it usually reads
   */
  String prepared(Conv conv, String weight, int side) {
    return winograd(conv, side, FEWEST_ROWS_FORWARD)
        ? Winograd.filters(weight, conv.in(), side)
        : "[%s]".formatted(reordered(weight, geometry(conv), conv.in(), side, side));
  }

  /**
   * Convolution, then the sum with a shortcut of the result's shape and ReLU, where there are such.
   * The sum may be written over the shortcut.
   */
  String convolution(
      Conv conv,
      String x,
      List<String> weights,
      String bias,
      Optional<String> shortcut,
      boolean relu) {
    if (weights.size() == 1) {
      return fused(x, weights.get(0), bias, geometry(conv), shortcut, relu);
    }
    String y = added(Winograd.convolution(x, weights, bias), shortcut);
    return relu ? relu(y) : y;
  }

  /** How many tensors {@link #preparedBackward} makes of a convolution's weights. */
  int backwardParts(Conv conv, int side) {
    return winograd(conv, side, FEWEST_ROWS_BACKWARD) ? Winograd.FILTERS : 1;
  }

  /**
   * The list of the weights in the order in which {@link #backward} reads them. Along a stride of 1
   * the way back is a convolution too, with the weights turned round; of 1×1 along any stride, to
   * the positions that were read.
   *
   * @param side height and width of the gradient that it usually reads
   */
  String preparedBackward(Conv conv, String weight, int side) {
    if (winograd(conv, side, FEWEST_ROWS_BACKWARD)) {
      return Winograd.filters(transposed(weight), conv.out(), side);
    }
    return "[%s]"
        .formatted(
            conv.stride() == 1 || conv.pointwise()
                ? reordered(transposed(weight), transposed(conv), conv.out(), side, side)
                : channelsLast(weight));
  }

  /**
   * The derivative by a convolution's input x; of a pointwise one's by the positions that it read,
   * which x then is.
   *
   * @param gradient the derivative by its result
   * @param others that by x from other uses of it, to be added; it may be written over
   */
  String backward(
      Conv conv, String gradient, String x, List<String> weights, Optional<String> others) {
    if (weights.size() > 1) {
      return added(Winograd.convolution(gradient, weights, "None"), others);
    }
    if (conv.stride() == 1 || conv.pointwise()) {
      return fused(gradient, weights.get(0), "None", transposed(conv), others, false);
    }
    return PLAIN.backward(conv, gradient, x, weights, others);
  }

  /** In place of an intermediate result. */
  static String relu(String x) {
    return "torch.relu_(%s)".formatted(x);
  }

  /** In place of the first. */
  static String sum(String x, String y) {
    return "torch.add_(%s, %s)".formatted(x, y);
  }

  /** Over the first, where there is another. */
  private static String added(String x, Optional<String> y) {
    return y.isPresent() ? sum(x, y.get()) : x;
  }

  private static String channelsLast(String x) {
    return "torch.contiguous(%s, memory_format=2)".formatted(x);
  }

  private static String geometry(Conv conv) {
    return geometry(conv.padding(), conv.stride());
  }

  /** What oneDNN's operators take in this order: padding, stride, dilation and groups. */
  private static String geometry(int padding, int stride) {
    return "[%1$d, %1$d], [%2$d, %2$d], [1, 1], 1".formatted(padding, stride);
  }

  /**
   * Weights as oneDNN reads them. Without the input's size it would lay them out for another
   * kernel, and again at each call.
   */
  static String reordered(String weight, String geometry, int channels, int height, int width) {
    return "ops.mkldnn._reorder_convolution_weight(%s, %s, [1, %d, %d, %d])"
        .formatted(weight, geometry, channels, height, width);
  }

  /** The weights of the convolution that goes back along a stride of 1. */
  private static String transposed(String weight) {
    return channelsLast("torch.transpose(torch.flip(%s, [2, 3]), 0, 1)".formatted(weight));
  }

  /** The geometry of the convolution that goes back along a stride of 1. */
  private static String transposed(Conv conv) {
    return geometry(conv.kernel() - 1 - conv.padding(), 1);
  }

  private static String fused(
      String x,
      String weight,
      String bias,
      String geometry,
      Optional<String> shortcut,
      boolean relu) {
    return shortcut.isPresent()
        ? "ops.mkldnn._convolution_pointwise_(%s, %s, %s, %s, %s, \"add\", None, %s, %s, None)"
            .formatted(
                shortcut.get(), x, weight, bias, geometry, relu ? "\"relu\"" : "None", NO_SCALARS)
        : "ops.mkldnn._convolution_pointwise(%s, %s, %s, %s, \"%s\", %s, None)"
            .formatted(x, weight, bias, geometry, relu ? "relu" : "none", NO_SCALARS);
  }
}
