package org.pragnanz.trials;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Independent pieces of work on several threads. */
final class Parallel {
  private Parallel() {}

  /** Work on one item. */
  @FunctionalInterface
  interface Work<T> {
    void on(T item) throws IOException;
  }

  /**
   * Works on every item. Of several failures the one of the earliest item is thrown, so that the
   * message does not depend on the threads.
   */
  static <T> void forEach(Collection<T> items, int threads, Work<T> work) throws IOException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<?>> results = new ArrayList<>();
      for (T item : items) {
        results.add(
            pool.submit(
                () -> {
                  work.on(item);
                  return null;
                }));
      }
      for (Future<?> result : results) {
        result.get();
      }
    } catch (ExecutionException e) {
      rethrow(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } finally {
      pool.shutdownNow();
    }
  }

  private static void rethrow(Throwable cause) throws IOException {
    if (cause instanceof IOException e) {
      throw e;
    }
    if (cause instanceof RuntimeException e) {
      throw e;
    }
    if (cause instanceof Error e) {
      throw e;
    }
    throw new IllegalStateException(cause);
  }
}
