package org.pragnanz.concurrent;

import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

/**
 * Runs the pieces of a loop on a fixed number of threads, the caller's among them. The pieces are
 * the same for any number, so that a sum over pieces, taken in their order, has the same bits.
 */
public final class Workers implements AutoCloseable {
  /** How long a thread asks again before it sleeps: to wake one takes as long as many a loop. */
  private static final long AWAKE = 100_000; // nanoseconds

  /** All threads meet before a loop and after it. */
  private final Phaser meeting;

  /** What runs between the two meetings; none ends the threads. */
  private Loop loop;

  /**
   * @param threads at least 1; with 1 the caller's own thread does the work
   */
  public Workers(int threads) {
    meeting = new Phaser(threads);
    for (int i = 1; i < threads; i++) {
      Thread helper = new Thread(this::help, "worker");
      helper.setDaemon(true);
      helper.start();
    }
  }

  private void help() {
    while (true) {
      await(meeting.arrive());
      if (loop == null) {
        return;
      }
      loop.run();
      await(meeting.arrive());
    }
  }

  private void await(int phase) {
    long end = System.nanoTime() + AWAKE;
    while (meeting.getPhase() == phase && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    meeting.awaitAdvance(phase);
  }

  /**
   * Calls {@code piece} for 0 to {@code n - 1}, in any order, and returns when all are done. After
   * a failure no more are begun, and it is thrown when those that run have ended. One thread at a
   * time may call it, and no piece.
   */
  public void forEach(int n, IntConsumer piece) {
    loop = new Loop(n, piece, new AtomicInteger(), new AtomicReference<>());
    int start = meeting.arrive();
    loop.run();
    await(start);
    await(meeting.arrive());
    if (loop.failure.get() instanceof Error error) {
      throw error;
    }
    if (loop.failure.get() != null) {
      throw (RuntimeException) loop.failure.get();
    }
  }

  @Override
  public void close() {
    loop = null;
    meeting.arrive();
  }

  private record Loop(
      int n, IntConsumer piece, AtomicInteger next, AtomicReference<Throwable> failure) {
    void run() {
      try {
        for (int i = next.getAndIncrement(); i < n; i = next.getAndIncrement()) {
          piece.accept(i);
        }
      } catch (RuntimeException | Error e) {
        next.set(n);
        failure.compareAndSet(null, e);
      }
    }
  }
}
