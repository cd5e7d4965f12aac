package org.pragnanz.testing;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * How long a test waits: what hangs is given up, what is only slow is waited for.
 *
 * <p>Every limit is said for a quiet machine of today, whose cores run at some 3 GHz. The time that
 * is waited counts less where a core is slower than that, and where more programs want to run than
 * there are cores; how many those are is looked at again and again. However slow the machine, a
 * hang is given up after {@value #MOST} times the limit.
 */
public final class Patience {
  private static final double MOST = 30;

  /** For who must name a limit beforehand: other work may begin after that. */
  private static final double IN_ADVANCE = 4;

  private static final Duration POLL = Duration.ofMillis(20);
  private static final int STEPS = 50_000_000;

  /** ns of a core's time that {@link #work} takes at 3 GHz: four cycles a step. */
  private static final double CALM = STEPS * 4 / 3.0;

  private final double limit;
  private double spent;
  private long seen = System.nanoTime();

  private Patience(Duration limit) {
    this.limit = limit.toNanos();
  }

  /** Begins to wait. */
  public static Patience of(Duration limit) {
    return new Patience(limit);
  }

  /** Whether it has been waited long enough. */
  public boolean isOver() {
    long now = System.nanoTime();
    spent += (now - seen) / slowness();
    seen = now;
    return spent > limit;
  }

  /** What a limit has become as the machine is now. */
  public static Duration now(Duration limit) {
    return times(limit, slowness());
  }

  /** A limit for what cannot be asked to go on waiting. */
  public static Duration inAdvance(Duration limit) {
    return times(limit, Math.max(IN_ADVANCE, slowness()));
  }

  private static Duration times(Duration limit, double factor) {
    return Duration.ofNanos((long) (limit.toNanos() * factor));
  }

  /**
   * Waits until something is so.
   *
   * @param what is waited for, as the end of "waited too long for"
   * @throws AssertionError where it is not so in time
   */
  public static void until(BooleanSupplier isSo, Duration limit, String what) {
    Patience patience = of(limit);
    while (!isSo.getAsBoolean()) {
      if (patience.isOver()) {
        throw new AssertionError("waited too long for " + what);
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }

  /**
   * Waits for a process to end, and returns its exit code.
   *
   * @param what it does, as the end of "waited too long for"
   * @throws AssertionError where it does not end in time; then it is killed with all that it
   *     started
   */
  public static int await(Process process, Duration limit, String what) {
    try {
      until(() -> !process.isAlive(), limit, what);
    } catch (AssertionError hangs) {
      kill(process);
      throw hangs;
    }
    return process.exitValue();
  }

  /**
   * The same of a process that writes what it says to a file, which the error then repeats.
   *
   * @throws IOException where the file cannot be read
   */
  public static int await(Process process, Duration limit, String what, Path said)
      throws IOException {
    try {
      return await(process, limit, what);
    } catch (AssertionError hangs) {
      throw new AssertionError(hangs.getMessage() + ": " + Files.readString(said), hangs);
    }
  }

  /**
   * Kills a process that does not end in time, with all that it started, while others read what it
   * says.
   */
  public static Process watched(Process process, Duration limit) {
    Thread thread =
        new Thread(
            () -> {
              Patience patience = of(limit);
              while (process.isAlive()) {
                if (patience.isOver()) {
                  kill(process);
                }
                LockSupport.parkNanos(POLL.toNanos());
              }
            },
            "watches " + process.pid());
    thread.setDaemon(true);
    thread.start();
    return process;
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** How many times longer something takes now than on a quiet machine. */
  private static double slowness() {
    // Where a system tells no load, it is negative.
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    double share = load / Runtime.getRuntime().availableProcessors();
    return Math.min(MOST, Core.SLOWNESS * Math.max(1, share));
  }

  /** Measured once, when it is first asked for. */
  private static final class Core {
    private static final double SLOWNESS = Math.max(1, time() / CALM);

    private static double time() {
      long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
      // Uses the result, or the loop would be left out.
      long result = work();
      long time = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
      return result == 0 ? 0 : time;
    }
  }

  /** Each step waits for the one before it: what it takes is the clock's speed, and no more. */
  private static long work() {
    long x = 1;
    for (int i = 0; i < STEPS; i++) {
      x = x * 6364136223846793005L + 1442695040888963407L;
    }
    return x;
  }
}
