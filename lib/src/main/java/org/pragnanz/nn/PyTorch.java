package org.pragnanz.nn;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import org.pragnanz.cli.InputException;
import org.pragnanz.cli.UsageException;

/** The engine, and how arrays come to it. */
final class PyTorch {
  private static final String CUDA = "cuda:";

  private PyTorch() {}

  /**
   * Starts the engine if it is not running: offline, without a message home, on the cores granted.
   * The number of cores holds for the whole process.
   */
  static Engine start(int threads) {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    // Read when the engine starts; a second pool of threads would only compete with the first.
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    System.setProperty("ai.djl.pytorch.num_threads", Integer.toString(threads));
    Engine engine = Engine.getEngine("PyTorch");
    JniUtils.setNumThreads(threads);
    return engine;
  }

  /**
   * @param name "cpu", "cuda" or "cuda:0", "cuda:1", ...
   * @throws UsageException where the name is none of these
   * @throws InputException where this machine or this build of the engine has no such device
   */
  static Device device(Engine engine, String name) {
    if (name.equals("cpu")) {
      return Device.cpu();
    }
    String index = name.equals("cuda") ? "0" : name.startsWith(CUDA) ? name.substring(5) : "";
    if (!index.matches("[0-9]{1,3}")) {
      throw new UsageException(
          "--device must be cpu or cuda:0, cuda:1, ..., not '%s'.".formatted(name));
    }
    int number = Integer.parseInt(index);
    if (number >= engine.getGpuCount()) {
      throw new InputException(
          "There is no device %s here (%d CUDA devices that PyTorch can use); use --device cpu."
              .formatted(name, engine.getGpuCount()));
    }
    return Device.gpu(number);
  }

  /**
   * A tensor in the engine's own memory: views of one in Java's are corrupted once it is closed.
   */
  static NDArray create(NDManager manager, Tensor tensor) {
    long[] shape = tensor.shape().stream().mapToLong(Integer::longValue).toArray();
    try (NDArray array = manager.create(tensor.values(), new Shape(shape))) {
      return array.duplicate();
    }
  }

  /** How a map (N, C, H, W) lies in memory; its meaning is the same. */
  enum Layout {
    /** Row by row, map by map: rounds as PyTorch does by default. */
    CHANNELS_FIRST,
    /** Position by position: convolutions on a CPU are faster by a third. */
    CHANNELS_LAST,
  }

  /** A copy of an array in the given layout, or the array where the layout makes no difference. */
  static NDArray arrange(NDArray array, Layout layout) {
    Shape shape = array.getShape();
    if (shape.dimension() != 4) {
      return array;
    }
    if (layout == Layout.CHANNELS_FIRST) {
      try (NDArray flat = array.reshape(-1)) {
        return flat.reshape(shape);
      }
    }
    // The engine's interface has no memory formats; a transposed view of a copy is one.
    long height = shape.get(2);
    long width = shape.get(3);
    try (NDArray transposed = array.transpose(0, 2, 3, 1);
        NDArray flat = transposed.reshape(-1);
        NDArray last = flat.reshape(shape.get(0), height, width, shape.get(1))) {
      return last.transpose(0, 3, 1, 2);
    }
  }
}
