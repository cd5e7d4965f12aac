package org.pragnanz.serve.message;

import java.util.OptionalInt;

/** A request that is not granted: the status and the sentence that the browser gets. */
public final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;
  private final int retryAfter;

  /**
   * @param status the HTTP status
   * @param sentence what is wrong and what to do; repeats nothing of what was sent
   */
  public Refusal(int status, String sentence) {
    this(status, sentence, 0);
  }

  private Refusal(int status, String sentence, int retryAfter) {
    // Thrown by the thousand under attack: no stack trace.
    super(sentence, null, false, false);
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /** What was sent is not of the form that its address takes. */
  public static Refusal malformed(String sentence) {
    return new Refusal(400, sentence);
  }

  /** There is no session of the id that was sent. */
  public static Refusal unknownSession() {
    return new Refusal(404, "There is no such session; open the link of the study again.");
  }

  /** A client asks too often. */
  public static Refusal tooMany(int seconds) {
    return new Refusal(429, "Too many requests; wait and send it again.", seconds);
  }

  /** The server cannot do it now. */
  public static Refusal busy() {
    return new Refusal(503, "The server is busy or stopping; send it again.", 1);
  }

  /** The HTTP status. */
  public int status() {
    return status;
  }

  /** Seconds to wait before the same request is sent again. */
  public OptionalInt retryAfter() {
    return retryAfter == 0 ? OptionalInt.empty() : OptionalInt.of(retryAfter);
  }
}
