package org.pragnanz.nn.execution;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.pragnanz.files.Tensor;
import org.pragnanz.nn.description.Layer;
import org.pragnanz.nn.description.Layer.Composite;
import org.pragnanz.nn.description.Layer.Conv;
import org.pragnanz.nn.description.Layer.Norm;

/**
 * Folds every batch norm that follows a convolution into it: with scale s = γ / √(σ² + ε), weights
 * become s·w and the bias s·(b − μ) + β. One pass over the map less for each, at the same result
 * but for rounding.
 */
final class Folding {
  private final Map<String, Tensor> parameters;

  /**
   * What replaces a parameter: made when it is asked for, so that Java's memory holds no second
   * network.
   */
  private final Map<String, Supplier<Tensor>> folded = new HashMap<>();

  private Folding(Map<String, Tensor> parameters) {
    this.parameters = parameters;
  }

  /**
   * A network ready to run.
   *
   * @param parameters by name
   */
  record Folded(List<Layer> layers, Function<String, Tensor> parameters) {}

  static Folded fold(List<Layer> layers, Map<String, Tensor> parameters) {
    Folding folding = new Folding(parameters);
    return new Folded(folding.fold(layers), folding::parameter);
  }

  private Tensor parameter(String name) {
    Supplier<Tensor> made = folded.get(name);
    return made == null ? parameters.get(name) : made.get();
  }

  private List<Layer> fold(List<Layer> layers) {
    List<Layer> kept = new ArrayList<>();
    for (Layer layer : layers) {
      int last = kept.size() - 1;
      if (layer instanceof Norm norm && last >= 0 && kept.get(last) instanceof Conv conv) {
        kept.set(last, fold(conv, norm));
      } else if (layer instanceof Composite composite) {
        kept.add(composite.withPaths(composite.paths().stream().map(this::fold).toList()));
      } else {
        kept.add(layer);
      }
    }
    return kept;
  }

  private Conv fold(Conv conv, Norm norm) {
    folded.put(conv.weightName(), () -> weight(conv, norm));
    folded.put(conv.biasName(), () -> bias(conv, norm));
    return conv.withBias();
  }

  private Tensor weight(Conv conv, Norm norm) {
    Tensor weight = parameters.get(conv.weightName());
    double[] factors = factors(norm);
    float[] weights = weight.values().clone();
    int fanIn = weights.length / factors.length;
    for (int c = 0; c < factors.length; c++) {
      for (int i = c * fanIn; i < (c + 1) * fanIn; i++) {
        weights[i] = (float) (weights[i] * factors[c]);
      }
    }
    return new Tensor(weight.shape(), weights);
  }

  private Tensor bias(Conv conv, Norm norm) {
    double[] factors = factors(norm);
    float[] shift = values(norm.shiftName());
    float[] mean = values(norm.meanName());
    float[] biases = conv.bias() ? values(conv.biasName()).clone() : new float[conv.out()];
    for (int c = 0; c < biases.length; c++) {
      biases[c] = (float) ((biases[c] - mean[c]) * factors[c] + shift[c]);
    }
    return Tensor.of(biases);
  }

  /** γ / √(σ² + ε) by channel. */
  private double[] factors(Norm norm) {
    float[] scale = values(norm.scaleName());
    float[] variance = values(norm.varianceName());
    double[] factors = new double[scale.length];
    for (int c = 0; c < factors.length; c++) {
      factors[c] = scale[c] / Math.sqrt((double) variance[c] + norm.epsilon());
    }
    return factors;
  }

  private float[] values(String parameter) {
    return parameters.get(parameter).values();
  }
}
