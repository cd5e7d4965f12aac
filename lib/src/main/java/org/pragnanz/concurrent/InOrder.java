package org.pragnanz.concurrent;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Works on the pieces of a list on several threads, and hands the results on in the list's order.
 * No thread waits for another, and however long the list, only a few pieces are held.
 */
public final class InOrder {
  /**
   * Pieces a thread in work or waiting to be handed on: enough that no thread waits for a slow one.
   */
  private static final int HELD = 4;

  private InOrder() {}

  /** What is done with a piece, on any thread. */
  @FunctionalInterface
  public interface Work<T, R> {
    R of(T piece) throws IOException;
  }

  /** What is done with a result, on the caller's thread. */
  @FunctionalInterface
  public interface Sink<T, R> {
    void take(T piece, R result) throws IOException;
  }

  /** What is done with a piece of which nothing is handed on. */
  @FunctionalInterface
  public interface Task<T> {
    void on(T piece) throws IOException;
  }

  /** A list cut into pieces of some items each, the last perhaps shorter. */
  public static <T> List<List<T>> groups(List<T> items, int size) {
    List<List<T>> groups = new ArrayList<>();
    for (int from = 0; from < items.size(); from += size) {
      groups.add(items.subList(from, Math.min(items.size(), from + size)));
    }
    return groups;
  }

  /** As the other, where no piece has a result. */
  public static <T> void forEach(List<T> pieces, int threads, Task<T> task) throws IOException {
    Work<T, Void> work =
        piece -> {
          task.on(piece);
          return null;
        };
    forEach(pieces, threads, work, (piece, nothing) -> {});
  }

  /**
   * Returns when all is handed on; the first failure in the list's order ends it and is thrown when
   * the pieces in work have ended too, since what they use may then be freed.
   *
   * @param threads at least 1
   */
  public static <T, R> void forEach(List<T> pieces, int threads, Work<T, R> work, Sink<T, R> sink)
      throws IOException {
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    try {
      Iterator<T> toDo = pieces.iterator();
      Queue<Future<R>> begun = new ArrayDeque<>();
      for (T piece : pieces) {
        while (begun.size() < HELD * threads && toDo.hasNext()) {
          T next = toDo.next();
          begun.add(workers.submit(() -> work.of(next)));
        }
        sink.take(piece, begun.remove().get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    } finally {
      workers.shutdownNow();
      awaitEnd(workers);
    }
  }

  private static void awaitEnd(ExecutorService workers) {
    try {
      workers.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static IOException rethrown(Throwable cause) {
    if (cause instanceof RuntimeException fault) {
      throw fault;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof IOException io ? io : new IOException(cause);
  }
}
