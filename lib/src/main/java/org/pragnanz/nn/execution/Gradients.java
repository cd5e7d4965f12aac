package org.pragnanz.nn.execution;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The logit's derivatives by the variables of a pass, as its backward pass finds them: each a
 * variable of its own, to which every use of the first one adds.
 */
final class Gradients {
  /**
   * The logit's derivative by every step-th row and column of a variable; by the others it is zero,
   * behind a stride.
   *
   * @param variable its own, (N, C, ⌈H / step⌉, ⌈W / step⌉)
   */
  record Derivative(String variable, int step) {}

  private final PassSource pass;
  private final Map<String, Derivative> derivatives = new HashMap<>();

  /**
   * @param pass where it is written
   */
  Gradients(PassSource pass) {
    this.pass = pass;
  }

  /** The derivative by a variable that has one. */
  Derivative of(String x) {
    return derivatives.get(x);
  }

  /** What other uses of a variable have given so far. */
  Optional<Derivative> known(String x) {
    return Optional.ofNullable(derivatives.get(x));
  }

  /** An expression for the derivative by all of x. */
  String whole(String x) {
    return whole(x, derivatives.get(x));
  }

  /** An expression for a derivative by all of x. */
  static String whole(String x, Derivative derivative) {
    return derivative.step() == 1
        ? derivative.variable()
        : "self.spread(torch.zeros_like(%s), %s, %d)"
            .formatted(x, derivative.variable(), derivative.step());
  }

  /** An expression for every step-th row and column of x. */
  static String every(String x, int step) {
    return step == 1 ? x : "self.every(%s, %d)".formatted(x, step);
  }

  /** Notes the derivative by all of a variable, in place of what there was. */
  void put(String x, String variable) {
    put(x, new Derivative(variable, 1));
  }

  /** Notes a derivative in place of what there was. */
  void put(String x, Derivative derivative) {
    derivatives.put(x, derivative);
  }

  /**
   * Adds to the derivative by a variable what one of its uses gives.
   *
   * @param expression for the derivative by all of x
   */
  void add(String x, String expression) {
    add(x, new Derivative(pass.assign(expression), 1));
  }

  /** Adds to the derivative by a variable what one of its uses gives. */
  void add(String x, Derivative derivative) {
    derivatives.merge(x, derivative, (sum, more) -> sum(x, sum, more));
  }

  /** Written over the first, if that is by all of x and the second is not. */
  private Derivative sum(String x, Derivative sum, Derivative more) {
    if (sum.step() == more.step()) {
      return new Derivative(pass.assign(sum.variable() + " + " + more.variable()), sum.step());
    }
    String both = "self.spread(%s, %s, %d)".formatted(whole(x, sum), more.variable(), more.step());
    return new Derivative(pass.assign(both), 1);
  }

  /**
   * The derivative by what entered a ReLU. It is written over that by the ReLU's result, which is
   * read no more.
   *
   * @param y the ReLU's result
   */
  Derivative throughRelu(String y) {
    Derivative derivative = derivatives.get(y);
    String rectified =
        "torch.threshold_backward(%1$s, %2$s, 0, grad_input=%1$s)"
            .formatted(derivative.variable(), every(y, derivative.step()));
    return new Derivative(pass.assign(rectified), derivative.step());
  }
}
