package org.pragnanz.nn.execution;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.pragnanz.nn.description.Layer;
import org.pragnanz.nn.description.Layer.Relu;
import org.pragnanz.nn.description.Shape;

/**
 * A network's pass written out in TorchScript, a line or two a layer: forward as the layers come,
 * and backward, from the logits to the sites, once the layers are written. What is written for a
 * layer of each kind, {@link LayerSource} knows.
 */
final class PassSource {
  /** What is written where a site's activation is known. */
  interface AtSite {
    /**
     * @param x the activation's variable, (N, C, H, W), or (N, C) where it is flat
     */
    void write(PassSource pass, String site, String x, boolean flat);
  }

  private final Kernels kernels;
  private final boolean differentiable;
  private final Parameters weights;
  private final Parameters backwardWeights;
  private final AtSite atSite;
  private final StringBuilder lines = new StringBuilder();
  private final Deque<Runnable> backward = new ArrayDeque<>();
  private final Gradients gradients = new Gradients(this);
  private int variables;

  /**
   * @param differentiable whether there is a backward pass, for which results are kept
   */
  PassSource(
      Kernels kernels,
      boolean differentiable,
      Parameters weights,
      Parameters backwardWeights,
      AtSite atSite) {
    this.kernels = kernels;
    this.differentiable = differentiable;
    this.weights = weights;
    this.backwardWeights = backwardWeights;
    this.atSite = atSite;
  }

  /** The lines that are written so far. */
  @Override
  public String toString() {
    return lines.toString();
  }

  Kernels kernels() {
    return kernels;
  }

  /** Whether there is a backward pass. */
  boolean differentiable() {
    return differentiable;
  }

  /** The parameters that the forward pass reads; the backward pass may read them too. */
  Parameters weights() {
    return weights;
  }

  /** The parameters that only the backward pass reads. */
  Parameters backwardWeights() {
    return backwardWeights;
  }

  /** The logit's derivatives that the backward pass has found so far. */
  Gradients gradients() {
    return gradients;
  }

  /** Writes statements. */
  void statements(String text) {
    // Its lines end in a line feed, whether or not the last one had one.
    lines.append(text.indent(0));
  }

  /** Writes an assignment; returns its variable. */
  String assign(String expression) {
    String name = "v" + variables++;
    statements(name + " = " + expression);
    return name;
  }

  /**
   * Writes layers; returns the variable of their result.
   *
   * @param x the variable that they read, which other paths may read too
   * @param in the shape of x, of images of the size that usually passes
   */
  String forward(List<Layer> path, String x, Shape in) {
    String current = x;
    Shape shape = in;
    for (int i = 0; i < path.size(); i++) {
      Layer layer = path.get(i);
      Optional<Relu> relu =
          i + 1 < path.size() && path.get(i + 1) instanceof Relu next
              ? Optional.of(next)
              : Optional.empty();
      boolean own = i > 0;
      current = layer.accept(new LayerSource(this, current, shape, own, relu.isPresent()));
      shape = layer.shape(shape);
      if (relu.isPresent()) {
        site(relu.get(), current, shape);
        i++;
      }
    }
    return current;
  }

  /**
   * Has what is wanted of a site written.
   *
   * @param x the ReLU's result
   */
  void site(Relu relu, String x, Shape shape) {
    atSite.write(this, relu.site(), x, shape.flat());
  }

  /**
   * Has something written in the backward pass, after what is handed over later: all uses of what
   * is written now have added to its gradient by then.
   */
  void onBackward(Runnable write) {
    backward.push(write);
  }

  /** Ends the backward pass at this place. */
  void endBackward() {
    backward.clear();
  }

  /** Writes the backward pass from a variable whose gradient is known. */
  void backward(String x, String gradient) {
    gradients.put(x, gradient);
    backward.forEach(Runnable::run);
  }
}
