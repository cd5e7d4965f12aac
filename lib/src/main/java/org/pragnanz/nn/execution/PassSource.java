package org.pragnanz.nn.execution;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pragnanz.nn.description.Layer;
import org.pragnanz.nn.description.Layer.AveragePool;
import org.pragnanz.nn.description.Layer.Branches;
import org.pragnanz.nn.description.Layer.Conv;
import org.pragnanz.nn.description.Layer.Flatten;
import org.pragnanz.nn.description.Layer.Linear;
import org.pragnanz.nn.description.Layer.MaxPool;
import org.pragnanz.nn.description.Layer.Norm;
import org.pragnanz.nn.description.Layer.Relu;
import org.pragnanz.nn.description.Layer.Residual;

/**
 * A network's pass written out in TorchScript, a line or two a layer: forwards as the layers come,
 * and backwards, from the logits to the sites, once the layers are written.
 */
final class PassSource {
  /** What is written where a site's activation is known. */
  interface AtSite {
    /**
     * @param x the activation's variable, (N, C, H, W), or (N, C) where it is flat
     */
    void write(PassSource pass, String site, String x, boolean flat);
  }

  /**
   * The logit's derivative by every step-th row and column of a variable; by the others it is zero,
   * behind a stride.
   *
   * @param variable its own, (N, C, ⌈H / step⌉, ⌈W / step⌉)
   */
  private record Derivative(String variable, int step) {}

  /** Methods of the program that its passes call. */
  static final String METHODS =
      """
        def every(self, x: Tensor, step: int) -> Tensor:
          rows = torch.slice(x, 2, 0, torch.size(x, 2), step)
          return torch.slice(rows, 3, 0, torch.size(x, 3), step)
        def spread(self, onto: Tensor, x: Tensor, step: int) -> Tensor:
          torch.add_(self.every(onto, step), x)
          return onto
      """;

  private final Kernels kernels;
  private final boolean differentiable;
  private final Parameters weights;
  private final Parameters backwardWeights;
  private final AtSite atSite;
  private final StringBuilder lines = new StringBuilder();
  private final Deque<Runnable> backwards = new ArrayDeque<>();
  private final Map<String, Derivative> gradients = new HashMap<>();
  private int variables;
  private boolean flat;
  private int side;

  /**
   * @param differentiable whether there is a way back, for which results are kept
   * @param side height and width of the images that usually pass
   */
  PassSource(
      Kernels kernels,
      boolean differentiable,
      int side,
      Parameters weights,
      Parameters backwardWeights,
      AtSite atSite) {
    this.kernels = kernels;
    this.differentiable = differentiable;
    this.side = side;
    this.weights = weights;
    this.backwardWeights = backwardWeights;
    this.atSite = atSite;
  }

  @Override
  public String toString() {
    return lines.toString();
  }

  /** Writes statements into the method's body. */
  void statements(String text) {
    lines.append(text.indent(4));
  }

  /** Writes an assignment; returns its variable. */
  String assign(String expression) {
    String name = "v" + variables++;
    statements(name + " = " + expression);
    return name;
  }

  /** Writes layers; returns the variable of their result. */
  String forward(List<Layer> path, String x) {
    String current = x;
    for (int i = 0; i < path.size(); i++) {
      Optional<String> site =
          i + 1 < path.size() && path.get(i + 1) instanceof Relu relu
              ? Optional.of(relu.site())
              : Optional.empty();
      // What a path is given may be read by other paths too.
      boolean own = i > 0;
      current = forward(path.get(i), current, own, site.isPresent());
      if (site.isPresent()) {
        atSite.write(this, site.get(), current, flat);
        i++;
      }
    }
    return current;
  }

  /**
   * Writes a layer and, if asked for, the ReLU that follows it.
   *
   * @param own whether x is read no more after this layer, but for the way back
   */
  private String forward(Layer layer, String x, boolean own, boolean relu) {
    if (layer instanceof Conv conv) {
      return convolution(conv, x, Optional.empty(), false, relu);
    }
    if (layer instanceof Residual residual) {
      return residual(residual, x, own, relu);
    }
    String y = forward(layer, x);
    side = layer.side(side);
    return relu ? rectified(y) : y;
  }

  private String rectified(String x) {
    String y = assign(Kernels.relu(x));
    backwards.push(() -> contribute(x, rectifiedGradient(y)));
    return y;
  }

  /**
   * @param kept whether the shortcut is read again
   */
  private String convolution(
      Conv conv, String x, Optional<String> shortcut, boolean kept, boolean relu) {
    int in = side;
    side = conv.side(in);
    List<String> weight =
        weights.use(
            conv.name() + ".weight",
            kernels.parts(conv, in),
            raw -> kernels.prepared(conv, raw, in));
    String bias = conv.bias() ? weights.use(conv.name() + ".bias") : "None";
    Optional<String> onto = kept ? shortcut.map("torch.clone(%s)"::formatted) : shortcut;
    String y = assign(kernels.convolution(conv, x, weight, bias, onto, relu));
    backwards.push(
        () -> {
          Derivative gradient = relu ? rectifiedGradient(y) : gradients.get(y);
          backward(conv, gradient, y, x, in);
          shortcut.ifPresent(s -> contribute(s, gradient));
        });
    return y;
  }

  /**
   * Writes the way back from the result y of a convolution of x.
   *
   * @param side height and width of x
   */
  private void backward(Conv conv, Derivative gradient, String y, String x, int side) {
    boolean pointwise = conv.pointwise();
    int step = pointwise ? gradient.step() * conv.stride() : 1;
    String given = pointwise ? gradient.variable() : whole(y, gradient);
    int read = pointwise ? (side - 1) / step + 1 : conv.side(side);
    List<String> weight =
        backwardWeights.use(
            conv.name() + ".weight",
            kernels.backwardParts(conv, read),
            raw -> kernels.preparedBackward(conv, raw, read));
    // All that reads the gradient from x's other uses was written before.
    Optional<Derivative> others = Optional.ofNullable(gradients.get(x));
    Optional<String> onto = others.filter(o -> o.step() == step).map(Derivative::variable);
    String made = assign(kernels.backward(conv, given, every(x, step), weight, onto));
    Derivative derivative = new Derivative(made, step);
    if (others.isPresent() && others.get().step() < step) {
      contribute(x, derivative);
    } else {
      gradients.put(x, derivative);
      others.filter(o -> onto.isEmpty()).ifPresent(o -> contribute(x, o));
    }
  }

  private String residual(Residual residual, String x, boolean own, boolean relu) {
    int in = side;
    String shortcut = forward(residual.shortcut(), x);
    side = in;
    int last = residual.body().size() - 1;
    if (residual.body().get(last) instanceof Conv conv) {
      String before = forward(residual.body().subList(0, last), x);
      boolean kept = shortcut.equals(before) || (shortcut.equals(x) && (differentiable || !own));
      return convolution(conv, before, Optional.of(shortcut), kept, relu);
    }
    String body = forward(residual.body(), x);
    String sum = assign(Kernels.sum(body, shortcut));
    backwards.push(
        () -> {
          contribute(body, gradients.get(sum));
          contribute(shortcut, gradients.get(sum));
        });
    return relu ? rectified(sum) : sum;
  }

  private String forward(Layer layer, String x) {
    if (layer instanceof Norm norm) {
      return norm(norm, x);
    }
    if (layer instanceof Linear linear) {
      String weight = weights.use(linear.name() + ".weight");
      String bias = weights.use(linear.name() + ".bias");
      String y = assign("torch.linear(%s, %s, %s)".formatted(x, weight, bias));
      backwards.push(() -> contribute(x, "torch.matmul(%s, %s)".formatted(gradient(y), weight)));
      return y;
    }
    if (layer instanceof MaxPool pool) {
      return maxPool(pool, x);
    }
    if (layer instanceof AveragePool pool) {
      String y =
          assign("torch.adaptive_avg_pool2d(%s, [%d, %d])".formatted(x, pool.side(), pool.side()));
      backwards.push(
          () ->
              contribute(
                  x, "torch._adaptive_avg_pool2d_backward(%s, %s)".formatted(gradient(y), x)));
      return y;
    }
    if (layer instanceof Flatten) {
      flat = true;
      String y = assign("torch.flatten(%s, 1)".formatted(x));
      backwards.push(
          () -> contribute(x, "torch.reshape(%s, torch.size(%s))".formatted(gradient(y), x)));
      return y;
    }
    if (layer instanceof Branches branches) {
      return branches(branches, x);
    }
    throw new AssertionError(layer);
  }

  private String norm(Norm norm, String x) {
    List<String> parts = Norm.PARTS.stream().map(part -> weights.use(norm.name() + part)).toList();
    String y =
        assign(
            "torch.batch_norm(%s, %s, False, 0., %s, False)"
                .formatted(x, String.join(", ", parts), Norm.EPSILON));
    backwards.push(
        () -> {
          String factor =
              assign(
                  "torch.reshape(%s / torch.sqrt(%s + %s), [1, -1, 1, 1])"
                      .formatted(parts.get(0), parts.get(3), Norm.EPSILON));
          contribute(x, "%s * %s".formatted(gradient(y), factor));
        });
    return y;
  }

  private String maxPool(MaxPool pool, String x) {
    String window =
        "[%1$d, %1$d], [%2$d, %2$d], [%3$d, %3$d], [1, 1], %4$s"
            .formatted(
                pool.kernel(), pool.stride(), pool.padding(), pool.ceil() ? "True" : "False");
    String both = assign("torch.max_pool2d_with_indices(%s, %s)".formatted(x, window));
    String y = assign(both + "[0]");
    backwards.push(
        () ->
            contribute(
                x,
                "torch.max_pool2d_with_indices_backward(%s, %s, %s, %s[1])"
                    .formatted(gradient(y), x, window, both)));
    return y;
  }

  private String branches(Branches branches, String x) {
    int in = side;
    List<String> paths = new ArrayList<>();
    for (List<Layer> path : branches.paths()) {
      side = in;
      paths.add(forward(path, x));
    }
    String y = assign("torch.cat([%s], 1)".formatted(String.join(", ", paths)));
    backwards.push(
        () -> {
          String gradient = assign(gradient(y));
          String from = "0";
          for (String path : paths) {
            String end = assign("%s + torch.size(%s, 1)".formatted(from, path));
            contribute(path, "torch.slice(%s, 1, %s, %s)".formatted(gradient, from, end));
            from = end;
          }
        });
    return y;
  }

  /** Writes the way back from a variable whose gradient is known. */
  void backward(String x, String gradient) {
    gradients.put(x, new Derivative(gradient, 1));
    backwards.forEach(Runnable::run);
  }

  /**
   * Has something written on the way back, where all that follows has added to the gradients of
   * what is written now.
   */
  void onTheWayBack(Runnable write) {
    backwards.push(write);
  }

  /** Has nothing written on the way back beyond this place. */
  void endTheWayBack() {
    backwards.clear();
  }

  /** An expression for the logit's derivative by a variable. */
  String gradient(String x) {
    return whole(x, gradients.get(x));
  }

  /** An expression for a derivative by all of x. */
  private static String whole(String x, Derivative gradient) {
    return gradient.step() == 1
        ? gradient.variable()
        : "self.spread(torch.zeros_like(%s), %s, %d)"
            .formatted(x, gradient.variable(), gradient.step());
  }

  private static String every(String x, int step) {
    return step == 1 ? x : "self.every(%s, %d)".formatted(x, step);
  }

  private Derivative rectifiedGradient(String y) {
    // Written over: y's gradient is read no more once it goes back through y's own ReLU.
    Derivative gradient = gradients.get(y);
    String rectified =
        "torch.threshold_backward(%1$s, %2$s, 0, grad_input=%1$s)"
            .formatted(gradient.variable(), every(y, gradient.step()));
    return new Derivative(assign(rectified), gradient.step());
  }

  private void contribute(String x, String gradient) {
    contribute(x, new Derivative(assign(gradient), 1));
  }

  /** Adds to the gradient of a variable what one of its uses gives. */
  private void contribute(String x, Derivative gradient) {
    gradients.merge(x, gradient, (sum, more) -> sum(x, sum, more));
  }

  /** Written over the first, if that is by all of x and the second is not. */
  private Derivative sum(String x, Derivative sum, Derivative more) {
    if (sum.step() == more.step()) {
      return new Derivative(assign(sum.variable() + " + " + more.variable()), sum.step());
    }
    String both = "self.spread(%s, %s, %d)".formatted(whole(x, sum), more.variable(), more.step());
    return new Derivative(assign(both), 1);
  }
}
