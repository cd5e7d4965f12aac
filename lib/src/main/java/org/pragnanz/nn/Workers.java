package org.pragnanz.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Threads that run pieces of a batch, each with one thread of the engine. */
final class Workers implements AutoCloseable {
  private final ExecutorService threads;

  Workers(int count) {
    threads =
        Executors.newFixedThreadPool(
            count,
            work -> {
              Thread thread =
                  new Thread(
                      () -> {
                        PyTorch.claimThread();
                        work.run();
                      },
                      "network");
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Calls the function for 0, 1, ..., n-1; results in this order. */
  <T> List<T> map(int n, IntFunction<T> function) {
    List<Future<T>> futures = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      int piece = i;
      futures.add(threads.submit(() -> function.apply(piece)));
    }
    List<T> results = new ArrayList<>();
    try {
      for (Future<T> future : futures) {
        results.add(future.get());
      }
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      if (e.getCause() instanceof Error cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
    return results;
  }

  /** The arrays one after the other. */
  static float[] join(List<float[]> pieces) {
    float[] joined = new float[pieces.stream().mapToInt(piece -> piece.length).sum()];
    int to = 0;
    for (float[] piece : pieces) {
      System.arraycopy(piece, 0, joined, to, piece.length);
      to += piece.length;
    }
    return joined;
  }

  @Override
  public void close() {
    threads.shutdown();
  }
}
