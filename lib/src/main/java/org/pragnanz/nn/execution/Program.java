package org.pragnanz.nn.execution;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.IValue;
import ai.djl.pytorch.jni.IValueUtils;
import ai.djl.pytorch.jni.JniUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.pragnanz.files.Tensor;
import org.pragnanz.nn.description.Layer;
import org.pragnanz.nn.description.Layer.MaxPool;
import org.pragnanz.nn.execution.Network.Activation;
import org.pragnanz.nn.execution.Network.Gradient;
import org.pragnanz.nn.execution.Network.Pass;

/**
 * A network's passes in the engine, as a program generated for it, with its weights. Any number of
 * threads may run it at a time.
 */
final class Program implements AutoCloseable {
  private final NetworkSource network;
  private final PtNDManager manager;
  private final PtSymbolBlock block;
  private final IValue weights;
  private final Optional<IValue> backwardWeights;

  /**
   * @param parameters by name; not kept
   * @param side height and width of the images that usually pass
   * @param differentiable whether it goes back too
   * @param manager of the device where it is to run
   */
  Program(
      List<Layer> layers,
      Function<String, Tensor> parameters,
      Kernels kernels,
      Precision precision,
      int side,
      boolean differentiable,
      NDManager manager) {
    this.network = NetworkSource.of(layers, kernels, precision, side, differentiable);
    this.manager = (PtNDManager) manager;
    block = load(network.source(), this.manager);
    weights = prepare(NetworkSource.PREPARE, network.weights(), parameters);
    backwardWeights =
        differentiable
            ? Optional.of(
                prepare(NetworkSource.PREPARE_BACKWARD, network.backwardWeights(), parameters))
            : Optional.empty();
  }

  /**
   * With the fastest kernels that the device and this build of the engine have.
   *
   * <p>Where two values of a pooling window are almost equal, rounding decides which one gets the
   * whole gradient: a network that pools maxima again and again goes forward and back as PyTorch
   * does by default, with the same rounding. A residual network pools once, before its second site.
   */
  static Program of(
      List<Layer> layers,
      Function<String, Tensor> parameters,
      Precision precision,
      int side,
      boolean differentiable,
      NDManager manager) {
    boolean poolsOften = layers.stream().filter(MaxPool.class::isInstance).count() > 1;
    if (!manager.getDevice().isGpu() && !(differentiable && poolsOften)) {
      try {
        Kernels kernels = precision == Precision.FLOAT32 ? Kernels.WINOGRAD : Kernels.FUSED;
        return new Program(layers, parameters, kernels, precision, side, differentiable, manager);
      } catch (EngineException e) {
        // Builds for some processors are without oneDNN.
      }
    }
    return new Program(layers, parameters, Kernels.PLAIN, precision, side, differentiable, manager);
  }

  private static PtSymbolBlock load(String source, PtNDManager manager) {
    try {
      return JniUtils.loadModule(
          manager, new ByteArrayInputStream(ScriptArchive.of(source)), false, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private IValue prepare(String method, List<String> names, Function<String, Tensor> parameters) {
    PyTorch.claimThread();
    try (NDManager memory = manager.newSubManager()) {
      PtNDArray[] raw =
          names.parallelStream()
              .map(name -> (PtNDArray) PyTorch.create(memory, parameters.apply(name)))
              .toArray(PtNDArray[]::new);
      try (IValue list = IValue.listFrom(raw)) {
        return IValueUtils.runMethod(block, method, list);
      }
    }
  }

  /**
   * One pass, no further than the last site asked for, or to the logits.
   *
   * @param images (n, 3, side, side)
   */
  Pass forward(NDArray images, Map<String, Readout> wanted, boolean logits) {
    List<String> sites = network.sites();
    long[] read = new long[sites.size()];
    int last = 0;
    for (int i = 0; i < read.length; i++) {
      if (wanted.containsKey(sites.get(i))) {
        read[i] = NetworkSource.asked(wanted.get(sites.get(i)));
        last = i;
      }
    }
    PyTorch.claimThread();
    try (IValue input = IValue.from((PtNDArray) images);
        IValue asked = IValue.listFrom(read);
        IValue end = IValue.from((long) (logits ? read.length : last));
        IValue output =
            IValueUtils.runMethod(block, NetworkSource.FORWARD, input, weights, asked, end)) {
      PtNDArray[] arrays = output.toTensorArray((PtNDManager) images.getManager());
      Map<String, Activation> activations = new LinkedHashMap<>();
      for (String site : sites) {
        if (wanted.containsKey(site)) {
          activations.put(site, activation(arrays[activations.size()]));
        }
      }
      return new Pass(
          activations, logits ? arrays[activations.size()].toFloatArray() : new float[0]);
    }
  }

  /**
   * One pass to the logits and back to the first site asked for.
   *
   * @param images (n, 3, side, side)
   * @param classes whose logit is differentiated, (n), negative for the largest
   */
  Map<String, Gradient> gradients(NDArray images, Set<String> wanted, long[] classes) {
    List<String> sites = network.sites();
    long[] read = sites.stream().mapToLong(site -> wanted.contains(site) ? 1 : 0).toArray();
    int first = 0;
    while (read[first] == 0) {
      first++;
    }
    PyTorch.claimThread();
    PtNDManager memory = (PtNDManager) images.getManager();
    try (IValue input = IValue.from((PtNDArray) images);
        IValue logits = IValue.from((PtNDArray) memory.create(classes));
        IValue asked = IValue.listFrom(read);
        IValue end = IValue.from((long) first);
        IValue output =
            IValueUtils.runMethod(
                block,
                NetworkSource.GRADIENTS,
                input,
                weights,
                backwardWeights.orElseThrow(),
                logits,
                asked,
                end)) {
      PtNDArray[] arrays = output.toTensorArray(memory);
      int next = arrays.length;
      Map<String, Gradient> gradients = new LinkedHashMap<>();
      for (int i = first; i < read.length; i++) {
        if (read[i] != 0) {
          next -= 2;
          Activation activation = activation(arrays[next]);
          gradients.put(
              sites.get(i),
              new Gradient(
                  activation.rows(),
                  activation.channels(),
                  activation.values(),
                  arrays[next + 1].toFloatArray()));
        }
      }
      return gradients;
    }
  }

  /** A readout (n, C) or (n, rows, C) in Java's memory. */
  private static Activation activation(NDArray array) {
    int dimensions = array.getShape().dimension();
    return new Activation(
        dimensions == 2 ? 1 : (int) array.getShape().get(1),
        (int) array.getShape().get(dimensions - 1),
        array.toFloatArray());
  }

  @Override
  public void close() {
    weights.close();
    backwardWeights.ifPresent(IValue::close);
    block.close();
  }
}
