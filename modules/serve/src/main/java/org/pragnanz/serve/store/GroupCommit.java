package org.pragnanz.serve.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.pragnanz.serve.message.Refusal;

/**
 * The threads that do all writing. Whatever waits when a transaction begins is done in it and
 * synced to disk with it: two hundred participants that answer together cost a few syncs, not two
 * hundred.
 */
final class GroupCommit implements AutoCloseable {
  private static final int MOST = 64;

  private final DataSource source;
  private final BlockingQueue<Pending<?>> queue = new ArrayBlockingQueue<>(4096);
  private final List<Thread> threads;
  private volatile boolean closed;

  /**
   * @param writers transactions at once
   */
  GroupCommit(DataSource source, int writers) {
    this.source = source;
    this.threads = Stream.generate(() -> new Thread(this::run, "writer")).limit(writers).toList();
    threads.forEach(Thread::start);
  }

  /** A work and what came of it, told once it is on disk. */
  private static final class Pending<T> {
    private final Database.Work<T> work;
    private final CompletableFuture<T> told = new CompletableFuture<>();
    private Runnable outcome = () -> {};

    Pending(Database.Work<T> work) {
      this.work = work;
    }

    void on(Connection connection) throws SQLException {
      try {
        T result = work.on(connection);
        outcome = () -> told.complete(result);
      } catch (Refusal refusal) {
        outcome = () -> told.completeExceptionally(refusal);
      }
    }
  }

  /** Does a work, on disk when this returns. */
  <T> T submit(Database.Work<T> work) throws SQLException {
    Pending<T> pending = new Pending<>(work);
    if (closed || !queue.offer(pending)) {
      throw Refusal.busy();
    }
    try {
      return pending.told.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException fault) {
        throw fault;
      }
      throw new SQLException("a transaction failed", e.getCause());
    }
  }

  private void run() {
    List<Pending<?>> batch = new ArrayList<>();
    while (!closed || !queue.isEmpty()) {
      try {
        Pending<?> first = queue.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
          batch.add(first);
          queue.drainTo(batch, MOST - 1);
          commit(batch);
          batch.clear();
        }
      } catch (InterruptedException e) {
        closed = true;
      }
    }
  }

  private void commit(List<Pending<?>> batch) {
    try (Connection connection = source.getConnection()) {
      if (!commit(connection, batch) && batch.size() > 1) {
        // One of them is at fault: each for itself.
        for (Pending<?> pending : batch) {
          commit(connection, List.of(pending));
        }
      }
    } catch (Throwable e) { // The thread goes on: without it nobody's answer would be kept.
      batch.forEach(pending -> pending.told.completeExceptionally(e));
    }
  }

  /** Returns whether it was committed; of a single work, tells also that it was not. */
  private static boolean commit(Connection connection, List<Pending<?>> batch) throws SQLException {
    try {
      for (Pending<?> pending : batch) {
        pending.on(connection);
      }
      connection.commit();
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      if (batch.size() == 1) {
        batch.get(0).told.completeExceptionally(e);
      }
      return false;
    }
    batch.forEach(pending -> pending.outcome.run());
    return true;
  }

  @Override
  public void close() {
    closed = true;
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
