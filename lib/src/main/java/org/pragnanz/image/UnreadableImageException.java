package org.pragnanz.image;

/** A file that is no image, or not a whole one; the message is the reason in a few words. */
public final class UnreadableImageException extends Exception {
  public UnreadableImageException(String reason) {
    super(reason);
  }

  public UnreadableImageException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
