package org.pragnanz.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.pragnanz.matrix.Workers;

/**
 * The machine's float32 arithmetic as large matrix products reach it: by the kernels that networks
 * are run with, one product a thread. A 1×1 convolution of a map of 64×64 positions is a product.
 *
 * <p>Argument: threads. Prints additions and multiplications a second, the best of some rounds.
 */
public final class Peak {
  private static final int MAP = 64;
  private static final int SIDE = MAP * MAP;
  private static final int TIMES = 6;

  private Peak() {}

  public static void main(String[] args) {
    int threads = Integer.parseInt(args[0]);
    PtNDManager memory = (PtNDManager) PyTorch.start().newBaseManager();
    float[] ones = new float[SIDE * SIDE];
    Arrays.fill(ones, 1);
    Tensor weights = new Tensor(List.of(SIDE, SIDE, 1, 1), ones);
    List<Layer> layers =
        List.of(new Layer.Conv("product", SIDE, SIDE, 1, 1, 0, false), new Layer.Relu("site"));
    try (Program product = Program.of(layers, name -> weights, MAP, false, memory);
        Workers workers = new Workers(threads)) {
      NDArray map = memory.ones(new Shape(1, SIDE, MAP, MAP));
      double best = 0;
      for (int i = 0; i < TIMES; i++) {
        long start = System.nanoTime();
        workers.forEach(threads, thread -> pass(product, memory, map));
        double seconds = (System.nanoTime() - start) / 1e9;
        best = Math.max(best, threads * 2.0 * SIDE * SIDE * SIDE / seconds);
      }
      System.out.println("flops " + best);
    }
    memory.close();
  }

  private static void pass(Program product, NDManager memory, NDArray map) {
    try (NDManager pass = memory.newSubManager()) {
      NDArray own = map.duplicate();
      own.attach(pass);
      product.forward(own, Map.of("site", Readout.MEAN), false);
    }
  }
}
