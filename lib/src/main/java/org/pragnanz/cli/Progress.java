package org.pragnanz.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * Says on standard error how far a long loop is: items done, rate, time left. One line that is
 * written over on a terminal, from the start on, so that one sees what is to be done while a
 * network is loaded; plain lines at growing distances in a log. Thread-safe.
 */
public final class Progress implements AutoCloseable {
  private static final Duration TERMINAL_EVERY = Duration.ofMillis(200);
  private static final Duration LOG_EVERY = Duration.ofSeconds(10);

  private final PrintStream out = System.err;
  // The launcher knows whether standard error is a terminal; the JDK only knows about standard
  // input.
  private final boolean terminal = Boolean.getBoolean("pragnanz.terminal");
  private final String what;
  private final long total;
  private final long start = System.nanoTime();
  private long done;
  private long lastShown = start;

  /**
   * @param what the items' name in the plural, such as "images"
   * @param total how many there are
   */
  public Progress(String what, long total) {
    this.what = what;
    this.total = total;
    if (terminal) {
      show(start);
    }
  }

  /** Counts {@code n} more items as done. */
  public synchronized void add(long n) {
    done += n;
    long now = System.nanoTime();
    if (now - lastShown >= (terminal ? TERMINAL_EVERY : LOG_EVERY).toNanos()) {
      lastShown = now;
      show(now);
    }
  }

  /** Shows where the loop ended; nothing in a log where it failed before its first item. */
  @Override
  public synchronized void close() {
    if (done > 0) {
      show(System.nanoTime());
    }
    if (terminal) {
      out.println();
    }
  }

  private void show(long now) {
    String line = String.format(Locale.ROOT, "%d of %d %s", done, total, what);
    if (done > 0) {
      double rate = done / Math.max((now - start) / 1e9, 1e-9);
      long left = Math.round((total - done) / rate);
      line += String.format(Locale.ROOT, ", %.1f/s, %s left", rate, clock(left));
    }
    if (terminal) {
      out.print("\r" + line + "   ");
    } else {
      out.println(line);
    }
  }

  private static String clock(long seconds) {
    return String.format(
        Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }
}
