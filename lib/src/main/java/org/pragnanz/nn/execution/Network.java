package org.pragnanz.nn.execution;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.pragnanz.files.Tensor;
import org.pragnanz.nn.checkpoint.Checkpoint;
import org.pragnanz.nn.description.Architecture;
import org.pragnanz.nn.execution.Folding.Folded;

/**
 * A network with its weights, ready to run. Close it to free its native memory.
 *
 * <p>Any number of threads may pass images; each runs on one core of a CPU, so that no core waits
 * for another, and a GPU takes one at a time. Where every pass has as many inputs, as {@link
 * #batch} says, an image's numbers are the same to the last bit whatever other images there are.
 */
public final class Network implements AutoCloseable {
  private static final int COLOURS = 3;

  /** Most inputs a pass on a GPU; more would not make it faster. */
  private static final int LARGEST_BATCH = 256;

  /** Inputs a pass on a core: with two the engine's weights and calls serve twice (0004). */
  private static final int CORE_BATCH = 2;

  private final Architecture architecture;
  private final NDManager manager;
  private final Program program;
  private final boolean together;
  private final Object turn = new Object();

  private Network(Architecture architecture, Map<String, Tensor> tensors, Options options) {
    this.architecture = architecture;
    Engine engine = PyTorch.start();
    Device device = PyTorch.device(engine, options.device);
    Folded network =
        options.fold
            ? Folding.fold(architecture.layers(), tensors)
            : new Folded(architecture.layers(), tensors::get);
    manager = NDManager.newBaseManager(device, "PyTorch");
    program =
        Program.of(
            network.layers(),
            network.parameters(),
            options.precision,
            side(),
            options.gradients,
            manager);
    together = device.isGpu();
  }

  /**
   * How to run.
   *
   * @param device "cpu" or "cuda:0", ...
   * @param fold whether batch norm is folded into the convolutions
   * @param gradients whether {@link #gradients} will be asked for: it wants weights of its own
   * @param precision FLOAT32 with gradients, which are too coarse in fewer digits
   */
  public record Options(String device, boolean fold, boolean gradients, Precision precision) {
    public Options {
      if (gradients && precision != Precision.FLOAT32) {
        throw new IllegalArgumentException("there are no gradients in " + precision);
      }
    }

    /** Passes in float32. */
    public Options(String device, boolean fold, boolean gradients) {
      this(device, fold, gradients, Precision.FLOAT32);
    }
  }

  /**
   * Loads weights from {@code .safetensors} or {@code .pth}.
   *
   * @throws org.pragnanz.fault.InputException where the file is damaged, unsafe, or of another
   *     network (missing, superfluous or wrongly shaped tensors are named)
   */
  public static Network load(Architecture architecture, Path weights, Options options)
      throws IOException {
    // Each takes some tenths of a second.
    CompletableFuture<Void> starting = CompletableFuture.runAsync(PyTorch::start);
    try {
      Network network = of(architecture, Checkpoint.read(weights, architecture), options);
      // The engine has the weights in its own memory. Java's copy would stay until there is no more
      // room for others.
      System.gc();
      return network;
    } finally {
      // A process must not end while libraries are loaded. Why the engine does not start, the
      // network says.
      starting.exceptionally(failure -> null).join();
    }
  }

  /**
   * A network of weights that are at hand.
   *
   * @param weights one tensor for each of {@link Architecture#parameters}; of the last layer as
   *     many rows as there are classes
   */
  public static Network of(Architecture named, Map<String, Tensor> weights, Options options) {
    Architecture architecture = named.fitted(weights);
    architecture
        .parameters()
        .forEach(
            (name, shape) -> {
              if (!weights.containsKey(name) || !weights.get(name).shape().equals(shape)) {
                throw new IllegalArgumentException("no tensor " + name + " of shape " + shape);
              }
            });
    return new Network(architecture, weights, options);
  }

  public Architecture architecture() {
    return architecture;
  }

  /** The height and width of an input. */
  private int side() {
    return architecture.preprocessing().crop();
  }

  /**
   * Whether as many images as there is memory for should pass together, as on a GPU: there the
   * engine may add in another order for another number of images.
   */
  public boolean together() {
    return together;
  }

  /**
   * One site's numbers for a batch.
   *
   * @param rows rows per image: 1 for a mean, H·W for positions
   * @param values (N, rows, C)
   */
  public record Activation(int rows, int channels, float[] values) {}

  /**
   * What one pass gave.
   *
   * @param sites by site name
   * @param logits (N, classes), empty where none were asked for
   */
  public record Pass(Map<String, Activation> sites, float[] logits) {}

  /**
   * One forward pass, no further than the last site asked for (all of it for logits).
   *
   * @param batch (N, 3, side, side), preprocessed
   * @param n N
   * @param side height and width, the network's input size
   * @throws org.pragnanz.fault.InputException where the network has no such site
   */
  public Pass forward(float[] batch, int n, int side, Map<String, Readout> sites, boolean logits) {
    sites.keySet().forEach(architecture::site);
    return pass(batch, n, side, images -> program.forward(images, sites, logits));
  }

  /**
   * A site's activation and the logit's derivative by it, for each image and position.
   *
   * @param activation (N, H·W, C)
   * @param gradient (N, H·W, C)
   */
  public record Gradient(int rows, int channels, float[] activation, float[] gradient) {}

  /** Which logit is differentiated, per image. */
  public static final int LARGEST_LOGIT = -1;

  /**
   * One forward and one backward pass: the derivative of each image's logit by every asked site.
   *
   * @param batch (N, 3, side, side), preprocessed
   * @param classes the class whose logit is meant, per image, or {@link #LARGEST_LOGIT}
   * @throws org.pragnanz.fault.InputException where the network has no such site
   */
  public Map<String, Gradient> gradients(
      float[] batch, int n, int side, Collection<String> sites, int[] classes) {
    sites.forEach(architecture::site);
    if (classes.length != n) {
      throw new IllegalArgumentException(classes.length + " classes for " + n + " images");
    }
    for (int wanted : classes) {
      if (wanted != LARGEST_LOGIT && (wanted < 0 || wanted >= architecture.classes())) {
        throw new IllegalArgumentException("there is no class " + wanted);
      }
    }
    return pass(
        batch,
        n,
        side,
        images ->
            program.gradients(
                images, Set.copyOf(sites), Arrays.stream(classes).asLongStream().toArray()));
  }

  private <T> T pass(float[] batch, int n, int side, Function<NDArray, T> program) {
    Tensor images = new Tensor(List.of(n, COLOURS, side, side), batch);
    if (!together) {
      return pass(images, program);
    }
    // Its memory holds as many inputs as were tried, not as many for each thread.
    synchronized (turn) {
      return pass(images, program);
    }
  }

  private <T> T pass(Tensor images, Function<NDArray, T> program) {
    try (NDManager memory = manager.newSubManager()) {
      return program.apply(PyTorch.create(memory, images));
    }
  }

  /**
   * How many inputs should pass at a time: on a GPU as many as its memory holds, found by trying;
   * on a core so few that memory stays small.
   *
   * @param side height and width of an input
   */
  public int batch(int side) {
    return together
        ? BatchSize.largest(
            LARGEST_BATCH,
            n -> forward(new float[n * COLOURS * side * side], n, side, Map.of(), true))
        : CORE_BATCH;
  }

  /** Frees the weights. */
  @Override
  public void close() {
    program.close();
    manager.close();
  }
}
