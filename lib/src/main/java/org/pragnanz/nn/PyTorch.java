package org.pragnanz.nn;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.util.List;
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
   * An array (N, C, H, W) whose channels lie next to each other in memory, which makes convolutions
   * on a CPU faster by a third.
   *
   * @param values (N, C, H, W), row-major
   */
  static NDArray channelsLast(NDManager manager, float[] values, int n, int c, int h, int w) {
    int area = h * w;
    float[] reordered = new float[values.length];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < c; j++) {
        int from = (i * c + j) * area;
        int to = i * area * c + j;
        for (int p = 0; p < area; p++) {
          reordered[to + p * c] = values[from + p];
        }
      }
    }
    try (NDArray array = create(manager, reordered, new Shape(n, h, w, c))) {
      return array.transpose(0, 3, 1, 2);
    }
  }

  /** An array of its own memory: views of one that Java made are corrupted once it is closed. */
  static NDArray create(NDManager manager, float[] values, Shape shape) {
    try (NDArray array = manager.create(values, shape)) {
      return array.duplicate();
    }
  }

  /** A parameter as the engine wants it: a convolution's weights with the channels last. */
  static NDArray parameter(NDManager manager, Tensor tensor) {
    List<Integer> shape = tensor.shape();
    return shape.size() == 4
        ? channelsLast(
            manager, tensor.values(), shape.get(0), shape.get(1), shape.get(2), shape.get(3))
        : create(
            manager,
            tensor.values(),
            new Shape(shape.stream().mapToLong(Integer::longValue).toArray()));
  }
}
