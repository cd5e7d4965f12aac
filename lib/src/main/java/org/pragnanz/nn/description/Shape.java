package org.pragnanz.nn.description;

/**
 * The shape of one image's map between two layers, (C, H, W) with H = W, or (C) where it is flat.
 *
 * @param channels C
 * @param side H and W
 * @param flat whether there are no positions left
 */
public record Shape(int channels, int side, boolean flat) {
  private static final int COLOURS = 3;

  /**
   * An image in three colours.
   *
   * @param side height and width
   */
  public static Shape image(int side) {
    return new Shape(COLOURS, side, false);
  }

  /** The same positions with another number of channels. */
  public Shape withChannels(int other) {
    return new Shape(other, side, flat);
  }

  /** The same channels with another height and width. */
  public Shape withSide(int other) {
    return new Shape(channels, other, flat);
  }

  /** Each number of the map a channel of its own. */
  public Shape flattened() {
    return new Shape(channels * side * side, 1, true);
  }
}
