package org.pragnanz.matrix;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/**
 * Runs the pieces of a loop on a fixed number of threads, the caller's among them. The pieces are
 * the same for any number, so that a sum over pieces, taken in their order, has the same bits.
 */
public final class Workers implements AutoCloseable {
  private final int threads;
  private final ExecutorService others;

  /**
   * @param threads at least 1; with 1 the caller's own thread does the work
   */
  public Workers(int threads) {
    this.threads = threads;
    others =
        threads == 1
            ? null
            : Executors.newFixedThreadPool(
                threads - 1,
                work -> {
                  Thread thread = new Thread(work, "worker");
                  thread.setDaemon(true);
                  return thread;
                });
  }

  /**
   * Calls {@code piece} for 0 to {@code n - 1}, in any order, and returns when all are done. After
   * a failure no more are begun, and it is thrown when those that run have ended. No piece may call
   * it again.
   */
  public void forEach(int n, IntConsumer piece) {
    AtomicInteger next = new AtomicInteger();
    Runnable loop =
        () -> {
          try {
            for (int i = next.getAndIncrement(); i < n; i = next.getAndIncrement()) {
              piece.accept(i);
            }
          } catch (RuntimeException | Error e) {
            next.set(n);
            throw e;
          }
        };
    List<Future<?>> helpers = new ArrayList<>();
    for (int i = 1; i < Math.min(threads, n); i++) {
      helpers.add(others.submit(loop));
    }
    Throwable failure = null;
    try {
      loop.run();
    } catch (RuntimeException | Error e) {
      failure = e;
    }
    for (Future<?> helper : helpers) {
      try {
        helper.get();
      } catch (ExecutionException e) {
        failure = failure == null ? e.getCause() : failure;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted", e);
      }
    }
    if (failure instanceof Error error) {
      throw error;
    }
    if (failure != null) {
      throw (RuntimeException) failure;
    }
  }

  @Override
  public void close() {
    if (others != null) {
      others.shutdown();
    }
  }
}
