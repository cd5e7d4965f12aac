package org.pragnanz.nn.execution;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.pragnanz.concurrent.Workers;
import org.pragnanz.files.Tensor;
import org.pragnanz.nn.description.Layer;

/**
 * The machine's float32 arithmetic as matrix products reach it, on every thread at once. Made by
 * the engine's two libraries, of which one or the other is faster by the processor: MKL's product
 * of two matrices of 4,096, and oneDNN's 1×1 convolutions, 64 of 1,024 channels and as many
 * positions.
 *
 * <p>Argument: threads. Prints additions and multiplications a second, the best of some rounds.
 */
public final class Peak {
  private static final int SIDE = 4096;
  private static final int MAP = 32;
  private static final int CHANNELS = MAP * MAP;
  private static final int LAYERS = 64;
  private static final double OPERATIONS = 2.0 * SIDE * SIDE * SIDE;
  private static final int TIMES = 4;

  private Peak() {}

  public static void main(String[] args) {
    int threads = Integer.parseInt(args[0]);
    try (NDManager memory = PyTorch.start().newBaseManager();
        Program convolutions = convolutions(memory);
        Workers workers = new Workers(threads)) {
      NDArray matrix = memory.ones(new Shape(SIDE, SIDE));
      List<Runnable> products =
          List.of(() -> matrix.matMul(matrix).close(), () -> pass(convolutions, memory));
      double best = 0;
      for (Runnable product : products) {
        for (int i = 0; i < TIMES; i++) {
          long start = System.nanoTime();
          workers.forEach(
              threads,
              thread -> {
                PyTorch.claimThread();
                product.run();
              });
          double seconds = (System.nanoTime() - start) / 1e9;
          best = Math.max(best, threads * OPERATIONS / seconds);
        }
      }
      System.out.println("flops " + best);
    }
  }

  /** As many operations as the product of the matrices. */
  private static Program convolutions(NDManager memory) {
    float[] weights = new float[CHANNELS * CHANNELS];
    Arrays.fill(weights, 1f / CHANNELS);
    Tensor each = new Tensor(List.of(CHANNELS, CHANNELS, 1, 1), weights);
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < LAYERS; i++) {
      layers.add(new Layer.Conv("product" + i, CHANNELS, CHANNELS, 1, 1, 0, false));
    }
    layers.add(new Layer.Relu("site"));
    return Program.of(layers, name -> each, Precision.FLOAT32, MAP, false, memory);
  }

  private static void pass(Program convolutions, NDManager memory) {
    try (NDManager own = memory.newSubManager()) {
      NDArray map = own.ones(new Shape(1, CHANNELS, MAP, MAP));
      convolutions.forward(map, Map.of("site", Readout.MEAN), false);
    }
  }
}
