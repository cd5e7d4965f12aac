package org.pragnanz.nn.execution;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.ndarray.types.SparseFormat;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;
import org.pragnanz.fault.InputException;
import org.pragnanz.fault.UsageException;
import org.pragnanz.files.Tensor;

/** The engine, and how arrays come to it. */
final class PyTorch {
  private static final String CUDA = "cuda:";

  private PyTorch() {}

  /**
   * Starts the engine if it is not running: offline, without a message home, one core for each
   * thread that calls it.
   */
  static Engine start() {
    System.setProperty("ai.djl.offline", "true");
    System.setProperty("OPT_OUT_TRACKING", "true");
    // Read when the engine starts.
    System.setProperty("ai.djl.pytorch.num_interop_threads", "1");
    System.setProperty("ai.djl.pytorch.num_threads", "1");
    return Engine.getEngine("PyTorch");
  }

  /**
   * Makes the calling thread one that runs the engine on its own core, and programs as they are
   * written: the engine keeps both settings for every thread apart.
   */
  static void claimThread() {
    JniUtils.setNumThreads(1);
    JniUtils.setGraphExecutorOptimize(false);
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

  /** A tensor in the engine's own memory, on the manager's device. */
  static NDArray create(NDManager manager, Tensor tensor) {
    Shape shape = new Shape(tensor.shape().stream().mapToLong(Integer::longValue).toArray());
    NDArray array =
        JniUtils.createEmptyNdArray(
            (PtNDManager) manager, shape, DataType.FLOAT32, Device.cpu(), SparseFormat.DENSE);
    array.toByteBuffer(true).asFloatBuffer().put(tensor.values());
    return array.toDevice(manager.getDevice(), false);
  }
}
