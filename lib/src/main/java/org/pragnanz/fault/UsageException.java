package org.pragnanz.fault;

/** The command line is at fault. Ends the tool with exit code 1; the message is one sentence. */
public final class UsageException extends RuntimeException {
  public UsageException(String message) {
    super(message);
  }
}
