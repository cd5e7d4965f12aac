package org.pragnanz.phantom;

import org.pragnanz.image.RgbImage;

/**
 * A painted scene and its truth.
 *
 * @param image what is seen
 * @param shown for each pixel the index of the pattern seen there, or {@link #NONE}
 */
record Picture(RgbImage image, byte[] shown) {
  /** Where the background is seen. */
  static final byte NONE = -1;

  /** Share of the picture on which each pattern is seen, by the pattern's index. */
  double[] areas() {
    double[] areas = new double[Pattern.values().length];
    for (byte pattern : shown) {
      if (pattern != NONE) {
        areas[pattern] += 1.0 / shown.length;
      }
    }
    return areas;
  }

  /**
   * The same for every square cell of a grid.
   *
   * @param cells the grid's height and width
   * @return (patterns, cells·cells)
   */
  float[][] areas(int cells) {
    int side = Scene.SIDE / cells;
    float[][] areas = new float[Pattern.values().length][cells * cells];
    for (int i = 0; i < shown.length; i++) {
      if (shown[i] != NONE) {
        int cell = i / Scene.SIDE / side * cells + i % Scene.SIDE / side;
        areas[shown[i]][cell] += 1f / (side * side);
      }
    }
    return areas;
  }
}
