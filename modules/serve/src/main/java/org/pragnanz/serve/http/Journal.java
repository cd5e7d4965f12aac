package org.pragnanz.serve.http;

import io.javalin.http.Context;
import java.io.PrintStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.pragnanz.serve.message.Refusal;

/**
 * The server's log: what was refused and what went wrong. It names neither participants nor
 * sessions nor network addresses, and an attack cannot fill the disk with it.
 */
final class Journal {
  private static final int LINES_A_SECOND = 20;

  private final PrintStream out;
  private long second;
  private int lines;

  Journal(PrintStream out) {
    this.out = out;
  }

  void refusal(Refusal refusal, Context request) {
    // The route, not the path: a path holds a session's id, or whatever an attacker put there.
    line(
        "%d %s %s: %s"
            .formatted(
                refusal.status(),
                request.method().name(),
                request.endpoint().path,
                refusal.getMessage()));
  }

  synchronized void fault(Exception fault) {
    line("500 a fault of ours: " + fault);
    if (lines <= LINES_A_SECOND) {
      fault.printStackTrace(out);
    }
  }

  private synchronized void line(String text) {
    Instant now = Instant.now().truncatedTo(ChronoUnit.SECONDS);
    if (now.getEpochSecond() != second) {
      if (lines > LINES_A_SECOND) {
        out.println(now + " and " + (lines - LINES_A_SECOND) + " more");
      }
      second = now.getEpochSecond();
      lines = 0;
    }
    if (++lines <= LINES_A_SECOND) {
      out.println(now + " " + text);
    }
  }
}
