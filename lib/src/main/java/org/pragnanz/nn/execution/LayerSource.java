package org.pragnanz.nn.execution;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
import org.pragnanz.nn.description.Shape;
import org.pragnanz.nn.execution.Gradients.Derivative;

/**
 * Writes one layer, and the ReLU that follows it where there is one: each method the statements of
 * one kind, forward at once, and backward when the backward pass is written. It returns the
 * variable of the result.
 *
 * @param x the variable that the layer reads
 * @param in the shape of x
 * @param own whether x is read no more after this layer, but in the backward pass
 * @param relu whether a ReLU follows
 */
record LayerSource(PassSource pass, String x, Shape in, boolean own, boolean relu)
    implements Layer.Visitor<String> {
  @Override
  public String visit(Conv conv) {
    return convolution(conv, x, in, Optional.empty(), false);
  }

  @Override
  public String visit(Norm norm) {
    List<String> parts =
        Stream.of(norm.scaleName(), norm.shiftName(), norm.meanName(), norm.varianceName())
            .map(pass.weights()::use)
            .toList();
    String y =
        pass.assign(
            "torch.batch_norm(%s, %s, False, 0., %s, False)"
                .formatted(x, String.join(", ", parts), norm.epsilon()));
    pass.onBackward(
        () -> {
          String factor =
              pass.assign(
                  "torch.reshape(%s / torch.sqrt(%s + %s), [1, -1, 1, 1])"
                      .formatted(parts.get(0), parts.get(3), norm.epsilon()));
          add("%s * %s".formatted(gradient(y), factor));
        });
    return activated(y);
  }

  @Override
  public String visit(Linear linear) {
    String weight = pass.weights().use(linear.weightName());
    String bias = pass.weights().use(linear.biasName());
    String y = pass.assign("torch.linear(%s, %s, %s)".formatted(x, weight, bias));
    pass.onBackward(() -> add("torch.matmul(%s, %s)".formatted(gradient(y), weight)));
    return activated(y);
  }

  /** One that no layer comes before: others may read x, so it is not written over. */
  @Override
  public String visit(Relu first) {
    String y = pass.assign("torch.relu(%s)".formatted(x));
    pass.onBackward(() -> pass.gradients().add(x, pass.gradients().throughRelu(y)));
    pass.site(first, y, in);
    return activated(y);
  }

  @Override
  public String visit(MaxPool pool) {
    String window =
        "[%1$d, %1$d], [%2$d, %2$d], [%3$d, %3$d], [1, 1], %4$s"
            .formatted(
                pool.kernel(), pool.stride(), pool.padding(), pool.ceil() ? "True" : "False");
    String both = pass.assign("torch.max_pool2d_with_indices(%s, %s)".formatted(x, window));
    String y = pass.assign(both + "[0]");
    pass.onBackward(
        () ->
            add(
                "torch.max_pool2d_with_indices_backward(%s, %s, %s, %s[1])"
                    .formatted(gradient(y), x, window, both)));
    return activated(y);
  }

  @Override
  public String visit(AveragePool pool) {
    String y =
        pass.assign("torch.adaptive_avg_pool2d(%1$s, [%2$d, %2$d])".formatted(x, pool.side()));
    pass.onBackward(
        () -> add("torch._adaptive_avg_pool2d_backward(%s, %s)".formatted(gradient(y), x)));
    return activated(y);
  }

  @Override
  public String visit(Flatten flatten) {
    String y = pass.assign("torch.flatten(%s, 1)".formatted(x));
    pass.onBackward(() -> add("torch.reshape(%s, torch.size(%s))".formatted(gradient(y), x)));
    return activated(y);
  }

  @Override
  public String visit(Residual residual) {
    List<Layer> body = residual.body();
    String shortcut = pass.forward(residual.shortcut(), x, in);
    int last = body.size() - 1;
    if (body.get(last) instanceof Conv conv) {
      List<Layer> first = body.subList(0, last);
      String before = pass.forward(first, x, in);
      boolean kept =
          shortcut.equals(before) || (shortcut.equals(x) && (pass.differentiable() || !own));
      return convolution(conv, before, Layer.shape(first, in), Optional.of(shortcut), kept);
    }
    String end = pass.forward(body, x, in);
    String sum = pass.assign(Kernels.sum(end, shortcut));
    pass.onBackward(
        () -> {
          pass.gradients().add(end, pass.gradients().of(sum));
          pass.gradients().add(shortcut, pass.gradients().of(sum));
        });
    return activated(sum);
  }

  @Override
  public String visit(Branches branches) {
    List<String> ends = new ArrayList<>();
    branches.paths().forEach(path -> ends.add(pass.forward(path, x, in)));
    String y = pass.assign("torch.cat([%s], 1)".formatted(String.join(", ", ends)));
    pass.onBackward(
        () -> {
          String gradient = pass.assign(gradient(y));
          String from = "0";
          for (String end : ends) {
            String to = pass.assign("%s + torch.size(%s, 1)".formatted(from, end));
            pass.gradients().add(end, "torch.slice(%s, 1, %s, %s)".formatted(gradient, from, to));
            from = to;
          }
        });
    return activated(y);
  }

  /** The result of the ReLU that follows a layer, or of the layer where none does. */
  private String activated(String y) {
    if (!relu) {
      return y;
    }
    String rectified = pass.assign(Kernels.relu(y));
    pass.onBackward(() -> pass.gradients().add(y, pass.gradients().throughRelu(rectified)));
    return rectified;
  }

  /** An expression for the logit's derivative by all of the layer's result. */
  private String gradient(String y) {
    return pass.gradients().whole(y);
  }

  /** Adds to the logit's derivative by the layer's input. */
  private void add(String expression) {
    pass.gradients().add(x, expression);
  }

  /**
   * Writes a convolution, the sum with a shortcut and the ReLU, where there are such.
   *
   * @param read the variable that it reads
   * @param map the shape of that
   * @param kept whether the shortcut is read again
   */
  private String convolution(
      Conv conv, String read, Shape map, Optional<String> shortcut, boolean kept) {
    Kernels kernels = pass.kernels();
    List<String> weight =
        pass.weights()
            .use(
                conv.weightName(),
                kernels.parts(conv, map.side()),
                raw -> kernels.prepared(conv, raw, map.side()));
    String bias = conv.bias() ? pass.weights().use(conv.biasName()) : "None";
    Optional<String> onto = kept ? shortcut.map("torch.clone(%s)"::formatted) : shortcut;
    String y = pass.assign(kernels.convolution(conv, read, weight, bias, onto, relu));
    pass.onBackward(
        () -> {
          Gradients gradients = pass.gradients();
          Derivative derivative = relu ? gradients.throughRelu(y) : gradients.of(y);
          backward(conv, derivative, y, read, map);
          shortcut.ifPresent(s -> gradients.add(s, derivative));
        });
    return y;
  }

  /**
   * Writes the way back through a convolution.
   *
   * @param derivative by its result y
   * @param read the variable that it read
   * @param map the shape of that
   */
  private void backward(Conv conv, Derivative derivative, String y, String read, Shape map) {
    Kernels kernels = pass.kernels();
    Gradients gradients = pass.gradients();
    boolean pointwise = conv.pointwise();
    int step = pointwise ? derivative.step() * conv.stride() : 1;
    String given = pointwise ? derivative.variable() : Gradients.whole(y, derivative);
    int rows = pointwise ? (map.side() - 1) / step + 1 : conv.shape(map).side();
    List<String> weight =
        pass.backwardWeights()
            .use(
                conv.weightName(),
                kernels.backwardParts(conv, rows),
                raw -> kernels.preparedBackward(conv, raw, rows));
    // All that reads the gradient from other uses of what it read was written before.
    Optional<Derivative> others = gradients.known(read);
    Optional<String> onto = others.filter(o -> o.step() == step).map(Derivative::variable);
    String made =
        pass.assign(kernels.backward(conv, given, Gradients.every(read, step), weight, onto));
    Derivative found = new Derivative(made, step);
    if (others.isPresent() && others.get().step() < step) {
      gradients.add(read, found);
    } else {
      gradients.put(read, found);
      others.filter(o -> onto.isEmpty()).ifPresent(o -> gradients.add(read, o));
    }
  }
}
