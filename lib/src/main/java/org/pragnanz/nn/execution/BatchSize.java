package org.pragnanz.nn.execution;

import ai.djl.engine.EngineException;
import java.util.function.IntConsumer;

/** Finds how many inputs a device's memory holds. */
final class BatchSize {
  /** The engine has no exception of its own for it; its message holds these words. */
  private static final String NO_MEMORY = "out of memory";

  private BatchSize() {}

  /**
   * The first of {@code most}, its half, its quarter, ... that passes.
   *
   * @param pass tries a number of inputs
   * @throws EngineException where not even one passes, or the device fails for another reason
   */
  static int largest(int most, IntConsumer pass) {
    for (int n = most; ; n /= 2) {
      try {
        pass.accept(n);
        return n;
      } catch (EngineException e) {
        if (n == 1 || !String.valueOf(e.getMessage()).contains(NO_MEMORY)) {
          throw e;
        }
      }
    }
  }
}
