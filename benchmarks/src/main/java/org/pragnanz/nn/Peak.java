package org.pragnanz.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.pragnanz.matrix.Workers;

/**
 * The machine's float32 arithmetic as large matrix products reach it, one product a thread.
 *
 * <p>Argument: threads. Prints additions and multiplications a second, the best of some rounds.
 */
public final class Peak {
  private static final int SIDE = 4096;
  private static final int TIMES = 6;

  private Peak() {}

  public static void main(String[] args) {
    int threads = Integer.parseInt(args[0]);
    try (NDManager memory = PyTorch.start().newBaseManager();
        Workers workers = new Workers(threads)) {
      NDArray matrix = memory.ones(new Shape(SIDE, SIDE));
      double best = 0;
      for (int i = 0; i < TIMES; i++) {
        long start = System.nanoTime();
        workers.forEach(threads, thread -> square(matrix));
        double seconds = (System.nanoTime() - start) / 1e9;
        best = Math.max(best, threads * 2.0 * SIDE * SIDE * SIDE / seconds);
      }
      System.out.println("flops " + best);
    }
  }

  private static void square(NDArray matrix) {
    PyTorch.claimThread();
    matrix.matMul(matrix).close();
  }
}
