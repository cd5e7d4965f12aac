package org.pragnanz.fault;

/**
 * Memory that ran out, whatever the library that met it made of it: the JDK's image decoders and
 * class loading wrap it. Not a fault of the file that was being read.
 */
public final class OutOfMemory {
  private OutOfMemory() {}

  /** Whether memory ran out, here or in what caused this. */
  public static boolean causes(Throwable e) {
    return e instanceof OutOfMemoryError || (e.getCause() != null && causes(e.getCause()));
  }

  /**
   * To be called first where an exception is taken for damage.
   *
   * @throws OutOfMemoryError where memory ran out
   */
  public static void rethrow(Throwable e) {
    if (causes(e)) {
      OutOfMemoryError error = new OutOfMemoryError(e.getMessage());
      error.initCause(e);
      throw error;
    }
  }
}
