package org.pragnanz.nn;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pragnanz.nn.Folding.Folded;
import org.pragnanz.nn.PyTorch.Layout;

/**
 * A network with its weights, ready to run. Not thread-safe; close it to free its native memory.
 */
public final class Network implements AutoCloseable {
  private static final int COLOURS = 3;

  /** The engine allows one collector of gradients in a process at a time. */
  private static final Object COLLECTING = new Object();

  private final Architecture architecture;
  private final List<Layer> layers;
  private final Engine engine;
  private final NDManager manager;
  private final Map<String, NDArray> parameters = new HashMap<>();
  private Layout layout = Layout.CHANNELS_FIRST;

  private Network(Architecture architecture, Map<String, Tensor> tensors, Options options) {
    this.architecture = architecture;
    this.engine = PyTorch.start(options.threads);
    Folded network =
        options.fold
            ? Folding.fold(architecture.layers(), tensors)
            : new Folded(architecture.layers(), tensors);
    layers = network.layers();
    manager = NDManager.newBaseManager(PyTorch.device(engine, options.device), "PyTorch");
    network
        .parameters()
        .forEach((name, tensor) -> parameters.put(name, PyTorch.create(manager, tensor)));
  }

  /**
   * How to run.
   *
   * @param device "cpu" or "cuda:0", ...
   * @param threads cores that the engine may use
   * @param fold whether batch norm is folded into the convolutions
   */
  public record Options(String device, int threads, boolean fold) {}

  /**
   * Loads weights from {@code .safetensors} or {@code .pth}.
   *
   * @throws org.pragnanz.cli.InputException where the file is damaged, unsafe, or of another
   *     network (missing, superfluous or wrongly shaped tensors are named)
   */
  public static Network load(Architecture architecture, Path weights, Options options)
      throws IOException {
    return of(architecture, Checkpoint.read(weights, architecture), options);
  }

  /**
   * A network of weights that are at hand.
   *
   * @param weights one tensor for each of {@link Architecture#parameters}
   */
  public static Network of(
      Architecture architecture, Map<String, Tensor> weights, Options options) {
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
   * @throws org.pragnanz.cli.InputException where the network has no such site
   */
  public Pass forward(float[] batch, int n, int side, Map<String, Readout> sites, boolean logits) {
    sites.keySet().forEach(architecture::site);
    try (NDManager memory = manager.newSubManager()) {
      Reading reading = new Reading(sites, logits);
      NDArray input = input(memory, batch, n, side, Layout.CHANNELS_LAST);
      NDArray output = new Execution(parameters, reading).run(layers, input);
      return new Pass(reading.read, logits ? output.toFloatArray() : new float[0]);
    }
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
   * @throws org.pragnanz.cli.InputException where the network has no such site
   */
  public Map<String, Gradient> gradients(
      float[] batch, int n, int side, Collection<String> sites, int[] classes) {
    sites.forEach(architecture::site);
    synchronized (COLLECTING) {
      try (NDManager memory = manager.newSubManager();
          GradientCollector collector = engine.newGradientCollector()) {
        Tapping tapping = new Tapping(Set.copyOf(sites));
        // Where two values of a pooling window are almost equal, rounding decides which one gets
        // the
        // whole gradient; this layout's rounding is the reference's.
        NDArray input = input(memory, batch, n, side, Layout.CHANNELS_FIRST);
        NDArray logits = new Execution(parameters, tapping).run(layers, input);
        NDArray chosen = memory.create(chosen(logits.toFloatArray(), classes), logits.getShape());
        // An image's logit depends on that image alone, so the sum's derivative is every one's.
        collector.backward(logits.mul(chosen).sum());
        return tapping.gradients();
      }
    }
  }

  /** The batch in a layout, and the parameters with it. */
  private NDArray input(NDManager memory, float[] batch, int n, int side, Layout wanted) {
    if (layout != wanted) {
      parameters.replaceAll((name, array) -> rearranged(array, wanted));
      layout = wanted;
    }
    Tensor images = new Tensor(List.of(n, COLOURS, side, side), batch);
    return PyTorch.arrange(PyTorch.create(memory, images), wanted);
  }

  private static NDArray rearranged(NDArray array, Layout layout) {
    NDArray arranged = PyTorch.arrange(array, layout);
    if (arranged != array) {
      array.close();
    }
    return arranged;
  }

  /** 1 at each image's class, else 0: (N, classes). */
  private static float[] chosen(float[] logits, int[] classes) {
    int count = logits.length / classes.length;
    float[] chosen = new float[logits.length];
    for (int i = 0; i < classes.length; i++) {
      int best = classes[i];
      if (best == LARGEST_LOGIT) {
        best = 0;
        for (int c = 1; c < count; c++) {
          best = logits[i * count + c] > logits[i * count + best] ? c : best;
        }
      } else if (best < 0 || best >= count) {
        throw new IllegalArgumentException("there is no class " + best);
      }
      chosen[i * count + best] = 1;
    }
    return chosen;
  }

  /** (N, C, H, W) or (N, C) as (N, rows, C) in Java's memory. */
  private static Activation positions(NDArray map) {
    Shape shape = map.getShape();
    int channels = (int) shape.get(1);
    if (shape.dimension() == 2) {
      return new Activation(1, channels, map.toFloatArray());
    }
    try (NDArray rows = map.transpose(0, 2, 3, 1)) {
      return new Activation((int) (shape.get(2) * shape.get(3)), channels, rows.toFloatArray());
    }
  }

  /** Reads asked sites out at once, so that their maps need not be kept. */
  private static final class Reading implements Execution.Sites {
    private final Map<String, Readout> wanted;
    private final boolean logits;
    private final Map<String, Activation> read = new LinkedHashMap<>();

    Reading(Map<String, Readout> wanted, boolean logits) {
      this.wanted = wanted;
      this.logits = logits;
    }

    @Override
    public NDArray at(String site, NDArray activation) {
      Readout readout = wanted.get(site);
      if (readout == Readout.MEAN && activation.getShape().dimension() > 2) {
        try (NDArray mean = Execution.averagePool(activation, 1)) {
          read.put(site, positions(mean));
        }
      } else if (readout != null) {
        read.put(site, positions(activation));
      }
      return activation;
    }

    @Override
    public boolean done() {
      return !logits && read.size() == wanted.size();
    }
  }

  /**
   * Adds zeros to each asked site's activation: the logit's derivative by these zeros is its
   * derivative by the activation, and one backward pass gives all of them. Nothing before the first
   * site is differentiated.
   */
  private static final class Tapping implements Execution.Sites {
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
      activations.put(site, positions(activation));
      NDArray zero = activation.zerosLike();
      zero.setRequiresGradient(true);
      zeros.put(site, zero);
      return activation.add(zero);
    }

    @Override
    public boolean done() {
      return false;
    }

    Map<String, Gradient> gradients() {
      Map<String, Gradient> gradients = new LinkedHashMap<>();
      activations.forEach(
          (site, a) -> {
            try (NDArray gradient = zeros.get(site).getGradient()) {
              gradients.put(
                  site, new Gradient(a.rows, a.channels, a.values, positions(gradient).values));
            }
          });
      return gradients;
    }
  }

  /** Frees the weights. */
  @Override
  public void close() {
    new ArrayList<>(parameters.values()).forEach(NDArray::close);
    manager.close();
  }
}
