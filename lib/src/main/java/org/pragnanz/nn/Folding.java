package org.pragnanz.nn;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pragnanz.nn.Layer.Branches;
import org.pragnanz.nn.Layer.Conv;
import org.pragnanz.nn.Layer.Norm;
import org.pragnanz.nn.Layer.Residual;

/**
 * Folds every batch norm that follows a convolution into it: with scale s = γ / √(σ² + ε), weights
 * become s·w and the bias s·(b − μ) + β. One pass over the map less for each, at the same result
 * but for rounding.
 */
final class Folding {
  private final Map<String, Tensor> parameters;

  private Folding(Map<String, Tensor> parameters) {
    this.parameters = parameters;
  }

  /**
   * A network ready to run.
   *
   * @param parameters by name; names of layers that were folded away are gone
   */
  record Folded(List<Layer> layers, Map<String, Tensor> parameters) {}

  /** Neither argument is changed. */
  static Folded fold(List<Layer> layers, Map<String, Tensor> parameters) {
    Folding folding = new Folding(new HashMap<>(parameters));
    return new Folded(folding.fold(layers), folding.parameters);
  }

  private List<Layer> fold(List<Layer> layers) {
    List<Layer> folded = new ArrayList<>();
    for (Layer layer : layers) {
      int last = folded.size() - 1;
      if (layer instanceof Norm norm && last >= 0 && folded.get(last) instanceof Conv conv) {
        folded.set(last, fold(conv, norm));
      } else if (layer instanceof Residual residual) {
        folded.add(new Residual(fold(residual.body()), fold(residual.shortcut())));
      } else if (layer instanceof Branches branches) {
        folded.add(new Branches(branches.paths().stream().map(this::fold).toList()));
      } else {
        folded.add(layer);
      }
    }
    return folded;
  }

  private Conv fold(Conv conv, Norm norm) {
    float[] scale = take(norm, 0);
    float[] shift = take(norm, 1);
    float[] mean = take(norm, 2);
    float[] variance = take(norm, 3);
    Tensor weight = parameters.get(conv.name() + ".weight");
    float[] weights = weight.values().clone();
    float[] biases =
        conv.bias()
            ? parameters.get(conv.name() + ".bias").values().clone()
            : new float[conv.out()];
    int fanIn = weights.length / conv.out();
    for (int c = 0; c < conv.out(); c++) {
      double factor = scale[c] / Math.sqrt((double) variance[c] + Norm.EPSILON);
      for (int i = c * fanIn; i < (c + 1) * fanIn; i++) {
        weights[i] = (float) (weights[i] * factor);
      }
      biases[c] = (float) ((biases[c] - mean[c]) * factor + shift[c]);
    }
    parameters.put(conv.name() + ".weight", new Tensor(weight.shape(), weights));
    parameters.put(conv.name() + ".bias", Tensor.of(biases));
    return new Conv(
        conv.name(), conv.in(), conv.out(), conv.kernel(), conv.stride(), conv.padding(), true);
  }

  private float[] take(Norm norm, int part) {
    return parameters.remove(norm.name() + Norm.PARTS.get(part)).values();
  }
}
