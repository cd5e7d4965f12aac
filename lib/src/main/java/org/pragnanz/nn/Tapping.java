package org.pragnanz.nn;

import ai.djl.ndarray.NDArray;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.pragnanz.nn.Network.Activation;
import org.pragnanz.nn.Network.Gradient;

/**
 * Adds zeros to each asked site's activation: the logit's derivative by these zeros is its
 * derivative by the activation, and one backward pass gives all of them. Nothing before the first
 * site is differentiated.
 */
final class Tapping implements Execution.Sites {
  private final Set<String> wanted;
  private final Map<String, Activation> activations = new LinkedHashMap<>();
  private final Map<String, NDArray> zeros = new HashMap<>();

  Tapping(Set<String> wanted) {
    this.wanted = wanted;
  }

  @Override
  public NDArray at(String site, NDArray activation) {
    if (!wanted.contains(site)) {
      return activation;
    }
    activations.put(site, PyTorch.positions(activation));
    NDArray zero = activation.zerosLike();
    zero.setRequiresGradient(true);
    zeros.put(site, zero);
    return activation.add(zero);
  }

  @Override
  public boolean done() {
    return false;
  }

  /**
   * Differentiates one logit of each image.
   *
   * @param logits (n, classes)
   * @param classes of the whole batch
   * @param first the images' place in the batch
   */
  void backward(NDArray logits, int[] classes, int first) {
    int n = (int) logits.getShape().get(0);
    int count = (int) logits.getShape().get(1);
    float[] values = logits.toFloatArray();
    float[] chosen = new float[values.length];
    for (int i = 0; i < n; i++) {
      int wantedClass = classes[first + i];
      int c =
          wantedClass == Network.LARGEST_LOGIT ? largest(values, i * count, count) : wantedClass;
      if (c < 0 || c >= count) {
        throw new IllegalArgumentException("there is no class " + c);
      }
      chosen[i * count + c] = 1;
    }
    // An image's logits depend on that image alone: one product with the Jacobian serves all.
    PyTorch.backward(logits, chosen);
  }

  private static int largest(float[] values, int from, int count) {
    int best = 0;
    for (int c = 1; c < count; c++) {
      best = values[from + c] > values[from + best] ? c : best;
    }
    return best;
  }

  /** By site, in order of the pass. */
  Map<String, Gradient> gradients() {
    Map<String, Gradient> gradients = new LinkedHashMap<>();
    activations.forEach(
        (site, activation) -> {
          try (NDArray gradient = zeros.get(site).getGradient()) {
            gradients.put(
                site,
                new Gradient(
                    activation.rows(),
                    activation.channels(),
                    activation.values(),
                    PyTorch.positions(gradient).values()));
          }
        });
    return gradients;
  }
}
