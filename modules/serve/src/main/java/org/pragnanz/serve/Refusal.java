package org.pragnanz.serve;

import java.util.OptionalInt;

/** A request that is not granted: the status and the sentence that the browser gets. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final int retryAfter;

  /**
   * @param status the HTTP status
   * @param sentence what is wrong and what to do; repeats nothing of what was sent
   */
  Refusal(int status, String sentence) {
    this(status, sentence, 0);
  }

  private Refusal(int status, String sentence, int retryAfter) {
    // Thrown by the thousand under attack: no stack trace.
    super(sentence, null, false, false);
    this.status = status;
    this.retryAfter = retryAfter;
  }

  static Refusal malformed(String sentence) {
    return new Refusal(400, sentence);
  }

  static Refusal unknownSession() {
    return new Refusal(404, "There is no such session; open the link of the study again.");
  }

  static Refusal tooMany(int seconds) {
    return new Refusal(429, "Too many requests; wait and send it again.", seconds);
  }

  static Refusal busy() {
    return new Refusal(503, "The server is busy or stopping; send it again.", 1);
  }

  int status() {
    return status;
  }

  /** Seconds to wait before the same request is sent again. */
  OptionalInt retryAfter() {
    return retryAfter == 0 ? OptionalInt.empty() : OptionalInt.of(retryAfter);
  }
}
