package org.pragnanz.cli;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Says on standard error how far a long loop is: items done, rate, time left, such as {@code 1,200
 * of 3,125 images, 41 a second, 47 s left}. One line that is written over on a terminal, from the
 * start on, so that one sees what is to be done while a network is loaded; a plain line a minute in
 * a log, where the pipeline ({@code lib/Progress.groovy}) finds it. Thread-safe.
 */
public final class Progress implements AutoCloseable {
  private static final Duration TERMINAL_EVERY = Duration.ofMillis(200);
  private static final Duration LOG_EVERY = Duration.ofMinutes(1);
  private static final int MINUTE = 60; // seconds
  private static final int HOUR = 60 * MINUTE;

  private final PrintStream out;
  private final boolean terminal;
  private final LongSupplier clock;
  private final String what;
  private final long total;
  private final long start;
  private long done;
  private long lastShown;

  /**
   * @param what the items' name in the plural, such as "images"
   * @param total how many there are
   */
  public Progress(String what, long total) {
    // The launcher knows whether standard error is a terminal; the JDK only knows about standard
    // input.
    this(what, total, System.err, Boolean.getBoolean("pragnanz.terminal"), System::nanoTime);
  }

  /**
   * @param clock nanoseconds
   */
  Progress(String what, long total, PrintStream out, boolean terminal, LongSupplier clock) {
    this.what = what;
    this.total = total;
    this.out = out;
    this.terminal = terminal;
    this.clock = clock;
    start = clock.getAsLong();
    lastShown = start;
    if (terminal) {
      show(start);
    }
  }

  /** Counts {@code n} more items as done. */
  public synchronized void add(long n) {
    done += n;
    long now = clock.getAsLong();
    if (now - lastShown >= (terminal ? TERMINAL_EVERY : LOG_EVERY).toNanos()) {
      lastShown = now;
      show(now);
    }
  }

  /** Shows where the loop ended; nothing in a log where it failed before its first item. */
  @Override
  public synchronized void close() {
    if (done > 0) {
      show(clock.getAsLong());
    }
    if (terminal) {
      out.println();
    }
  }

  private void show(long now) {
    String line = String.format(Locale.ROOT, "%,d of %,d %s", done, total, what);
    if (done > 0) {
      double perSecond = done / Math.max((now - start) / 1e9, 1e-9);
      line += ", " + rate(perSecond);
      if (done < total) {
        line += ", " + time(Math.round((total - done) / perSecond)) + " left";
      }
    }
    if (terminal) {
      // Spaces over what is left of a longer line.
      out.printf("\r%-60s", line);
    } else {
      out.println(line);
    }
  }

  private static String rate(double perSecond) {
    if (perSecond >= 10) {
      return String.format(Locale.ROOT, "%,d a second", Math.round(perSecond));
    }
    return perSecond >= 1
        ? String.format(Locale.ROOT, "%.1f a second", perSecond)
        : String.format(Locale.ROOT, "%.1f a minute", MINUTE * perSecond);
  }

  private static String time(long seconds) {
    if (seconds < 2 * MINUTE) {
      return seconds + " s";
    }
    return seconds < 2 * HOUR
        ? Math.round(seconds / (double) MINUTE) + " min"
        : String.format(Locale.ROOT, "%d h %d min", seconds / HOUR, seconds % HOUR / MINUTE);
  }
}
