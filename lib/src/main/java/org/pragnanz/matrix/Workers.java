package org.pragnanz.matrix;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/**
 * Runs the pieces of a loop on a fixed number of threads. The pieces are the same for any number,
 * so that a sum over pieces, taken in their order, has the same bits.
 */
public final class Workers implements AutoCloseable {
  private final ForkJoinPool pool;

  /**
   * @param threads at least 1; with 1 the caller's own thread does the work
   */
  public Workers(int threads) {
    pool = threads == 1 ? null : new ForkJoinPool(threads);
  }

  /**
   * Calls {@code piece} for 0 to {@code n - 1}, in any order, and returns when all are done. After
   * a failure no more are begun, and it is thrown when those that run have ended.
   */
  public void forEach(int n, IntConsumer piece) {
    if (pool == null) {
      IntStream.range(0, n).forEach(piece);
      return;
    }
    AtomicBoolean stopped = new AtomicBoolean();
    try {
      pool.submit(() -> IntStream.range(0, n).parallel().forEach(i -> call(piece, i, stopped)))
          .get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } catch (ExecutionException e) {
      pool.awaitQuiescence(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    }
  }

  private static void call(IntConsumer piece, int i, AtomicBoolean stopped) {
    if (stopped.get()) {
      return;
    }
    try {
      piece.accept(i);
    } catch (RuntimeException | Error e) {
      stopped.set(true);
      throw e;
    }
  }

  @Override
  public void close() {
    if (pool != null) {
      pool.shutdown();
    }
  }
}
