package org.pragnanz.fault;

/**
 * The input is at fault: a file, a row, a value. Ends the tool with exit code 2.
 *
 * <p>The message is one sentence that says what is wrong, where (file, row, column), and what to
 * do.
 */
public final class InputException extends RuntimeException {
  public InputException(String message) {
    super(message);
  }

  public InputException(String message, Throwable cause) {
    super(message, cause);
  }
}
