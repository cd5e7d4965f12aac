package org.pragnanz.element;

/** Which codes of an image are compared when elements are chosen by frequency. */
enum Codes {
  /** Of the whole image's spatial mean, with the dictionary fixed. */
  MEAN,
  /** The factorization's own, averaged over the image's rows (crops or positions). */
  ROWS
}
