package org.pragnanz.record;

/** How a file of one run compares with the same file of another. */
sealed interface Difference {
  /** The same bytes. */
  record None() implements Difference {}

  /**
   * Other bytes that mean the same: numbers within the tolerance, pixels the same.
   *
   * @param how in a few words
   */
  record Tolerable(String how) implements Difference {}

  /**
   * @param where the first place, and what is there in both
   */
  record Real(String where) implements Difference {}
}
