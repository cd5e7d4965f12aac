package org.pragnanz.nn;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
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
import org.pragnanz.nn.Network.Activation;
import org.pragnanz.nn.Network.Pass;

/**
 * A network's forward pass as a TorchScript program in the engine, with its weights. Any number of
 * threads may run it at a time.
 */
final class Program implements AutoCloseable {
  private final List<String> sites;
  private final PtSymbolBlock block;
  private final IValue weights;

  /** With the fastest kernels that the device and this build of the engine have. */
  static Program of(List<Layer> layers, Map<String, NDArray> parameters, PtNDManager manager) {
    if (!manager.getDevice().isGpu()) {
      try {
        return new Program(layers, parameters, Kernels.FUSED, manager);
      } catch (EngineException e) {
        // Builds for some processors are without oneDNN.
      }
    }
    return new Program(layers, parameters, Kernels.PLAIN, manager);
  }

  /**
   * @param parameters by name; not needed any more afterwards
   * @param manager of the device where it is to run
   */
  Program(
      List<Layer> layers, Map<String, NDArray> parameters, Kernels kernels, PtNDManager manager) {
    ForwardSource.Program program = ForwardSource.of(layers, kernels);
    sites = program.sites();
    block = load(program.source(), manager);
    PtNDArray[] stored =
        program.parameters().stream().map(parameters::get).toArray(PtNDArray[]::new);
    PyTorch.claimThread();
    try (IValue list = IValue.listFrom(stored)) {
      weights = IValueUtils.runMethod(block, "prepare", list);
    }
  }

  private static PtSymbolBlock load(String source, PtNDManager manager) {
    try {
      return JniUtils.loadModule(
          manager, new ByteArrayInputStream(ScriptArchive.of(source)), false, false);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * One pass, no further than the last site asked for, or to the logits.
   *
   * @param images (n, 3, side, side)
   */
  Pass run(NDArray images, Map<String, Readout> wanted, boolean logits) {
    long[] read = new long[sites.size()];
    int last = 0;
    for (int i = 0; i < read.length; i++) {
      if (wanted.containsKey(sites.get(i))) {
        read[i] = ForwardSource.asked(wanted.get(sites.get(i)));
        last = i;
      }
    }
    PyTorch.claimThread();
    try (IValue input = IValue.from((PtNDArray) images);
        IValue asked = IValue.listFrom(read);
        IValue end = IValue.from((long) (logits ? read.length : last));
        IValue output = IValueUtils.runMethod(block, "forward", input, weights, asked, end)) {
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
    block.close();
  }
}
