package org.pragnanz.nn.execution;

/** What is wanted of a site's activation (N, C, H, W). */
public enum Readout {
  /** Spatial mean, (N, C). */
  MEAN,
  /** Every position, (N, H·W, C): the positions are rows, as a factorization wants them. */
  POSITIONS,
}
