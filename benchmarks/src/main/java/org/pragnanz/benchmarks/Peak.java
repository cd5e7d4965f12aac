package org.pragnanz.benchmarks;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;

/**
 * The machine's float32 arithmetic as a large matrix product reaches it.
 *
 * <p>Argument: threads. Prints additions and multiplications a second, the best of some products.
 */
public final class Peak {
  private static final int SIDE = 4096;
  private static final int TIMES = 6;

  private Peak() {}

  public static void main(String[] args) {
    Engine engine = Engine.getEngine("PyTorch");
    JniUtils.setNumThreads(Integer.parseInt(args[0]));
    try (NDManager manager = engine.newBaseManager()) {
      NDArray a = manager.randomUniform(0, 1, new Shape(SIDE, SIDE), DataType.FLOAT32);
      double best = 0;
      for (int i = 0; i < TIMES; i++) {
        long start = System.nanoTime();
        try (NDArray product = a.matMul(a)) {
          product.getFloat(0, 0);
        }
        best = Math.max(best, 2.0 * SIDE * SIDE * SIDE / (System.nanoTime() - start) * 1e9);
      }
      System.out.println("flops " + best);
    }
  }
}
