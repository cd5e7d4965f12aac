package org.pragnanz.data;

/**
 * How many of a unit's strongest and weakest images its pools hold; no image is in both.
 *
 * @param top strongest images
 * @param bottom weakest images
 */
public record PoolSizes(int top, int bottom) {
  /** The images that there must be. */
  public long images() {
    return (long) top + bottom;
  }

  /** The largest pools, in about these proportions, that so many images fill. */
  public PoolSizes fitting(long images) {
    int fitting = (int) (images * top / images());
    return new PoolSizes(fitting, (int) (images - fitting));
  }
}
