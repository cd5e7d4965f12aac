package org.pragnanz.serve;

import java.util.concurrent.CountDownLatch;

/** Waits for SIGTERM or Ctrl-C, and keeps the process until what was begun is ended. */
final class Stop {
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch done = new CountDownLatch(1);

  Stop() {
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  asked.countDown();
                  await(done);
                }));
  }

  void await() {
    await(asked);
  }

  void done() {
    done.countDown();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
