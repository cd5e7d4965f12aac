package org.pragnanz.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
import java.util.Map;
import org.pragnanz.nn.Layer.AveragePool;
import org.pragnanz.nn.Layer.Branches;
import org.pragnanz.nn.Layer.Conv;
import org.pragnanz.nn.Layer.Flatten;
import org.pragnanz.nn.Layer.Linear;
import org.pragnanz.nn.Layer.MaxPool;
import org.pragnanz.nn.Layer.Norm;
import org.pragnanz.nn.Layer.Relu;
import org.pragnanz.nn.Layer.Residual;

/**
 * Runs layers. Every map is freed as soon as no later layer needs it, so that a pass holds two or
 * three of them, however deep the network.
 */
final class Execution {
  /** What is done with the activations as they are computed. */
  interface Sites {
    /** Sees a site's activation (N, C, H, W) or (N, C); returns what the next layer is to see. */
    NDArray at(String site, NDArray activation);

    /** Whether the rest of the network is not needed. */
    boolean done();
  }

  private final Map<String, NDArray> parameters;
  private final Sites sites;

  Execution(Map<String, NDArray> parameters, Sites sites) {
    this.parameters = parameters;
    this.sites = sites;
  }

  /** The output of the layers, or, once the sites are done, any map on the way. */
  NDArray run(List<Layer> layers, NDArray input) {
    NDArray current = input;
    for (Layer layer : layers) {
      if (sites.done()) {
        break;
      }
      NDArray next = apply(layer, current);
      free(current, input, next);
      current = next;
    }
    return current;
  }

  /** Frees an array unless it is one that is still wanted. */
  private static void free(NDArray array, NDArray... wanted) {
    for (NDArray other : wanted) {
      if (array == other) {
        return;
      }
    }
    array.close();
  }

  private NDArray apply(Layer layer, NDArray x) {
    if (layer instanceof Conv conv) {
      Shape stride = square(conv.stride());
      Shape padding = square(conv.padding());
      // The bias is null in the engine's own signature where there is none.
      NDArray bias = conv.bias() ? parameter(conv.name(), ".bias") : null;
      return Conv2d.conv2d(x, parameter(conv.name(), ".weight"), bias, stride, padding)
          .singletonOrThrow();
    }
    if (layer instanceof Norm norm) {
      return norm(norm, x);
    }
    if (layer instanceof Linear linear) {
      return ai.djl.nn.core.Linear.linear(
              x, parameter(linear.name(), ".weight"), parameter(linear.name(), ".bias"))
          .singletonOrThrow();
    }
    if (layer instanceof Relu relu) {
      NDArray activation = Activation.relu(x);
      NDArray seen = sites.at(relu.site(), activation);
      free(activation, seen);
      return seen;
    }
    if (layer instanceof MaxPool pool) {
      return Pool.maxPool2d(
          x, square(pool.kernel()), square(pool.stride()), square(pool.padding()), pool.ceil());
    }
    if (layer instanceof AveragePool pool) {
      return averagePool(x, pool.side());
    }
    if (layer instanceof Flatten) {
      return x.reshape(x.getShape().get(0), -1);
    }
    if (layer instanceof Residual residual) {
      return residual(residual, x);
    }
    if (layer instanceof Branches branches) {
      return branches(branches, x);
    }
    throw new AssertionError(layer);
  }

  private NDArray norm(Norm norm, NDArray x) {
    final float unusedMomentum = 0;
    return BatchNorm.batchNorm(
            x,
            parameter(norm.name(), ".running_mean"),
            parameter(norm.name(), ".running_var"),
            parameter(norm.name(), ".weight"),
            parameter(norm.name(), ".bias"),
            1,
            unusedMomentum,
            Norm.EPSILON,
            false)
        .singletonOrThrow();
  }

  private NDArray residual(Residual residual, NDArray x) {
    NDArray body = run(residual.body(), x);
    NDArray shortcut = run(residual.shortcut(), x);
    NDArray sum = sites.done() ? body : body.add(shortcut);
    free(body, x, sum);
    free(shortcut, x, sum);
    return sum;
  }

  private NDArray branches(Branches branches, NDArray x) {
    NDList outputs = new NDList();
    for (List<Layer> path : branches.paths()) {
      outputs.add(run(path, x));
    }
    NDArray joined = sites.done() ? x : NDArrays.concat(outputs, 1);
    outputs.forEach(output -> free(output, x, joined));
    return joined;
  }

  /** PyTorch's adaptive average pooling, which DJL has for PyTorch alone. */
  static NDArray averagePool(NDArray x, int side) {
    return JniUtils.adaptiveAvgPool((PtNDArray) x, square(side));
  }

  private NDArray parameter(String layer, String part) {
    return parameters.get(layer + part);
  }

  private static Shape square(int side) {
    return new Shape(side, side);
  }
}
