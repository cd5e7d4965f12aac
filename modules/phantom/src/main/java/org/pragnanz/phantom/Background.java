package org.pragnanz.phantom;

import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Four colours, one a corner, blended smoothly: nothing in it that a detector could take for a
 * pattern.
 *
 * @param corners above left, above right, below left, below right
 * @param slant how far the blend leans, in picture widths
 */
record Background(List<Colour> corners, double slant) {
  static Background draw(UniformRandomProvider random) {
    return new Background(
        Stream.generate(() -> Colour.draw(random, 0.3, 0.7)).limit(4).toList(),
        random.nextDouble(-0.35, 0.35));
  }

  /**
   * @param x across, 0 to 1
   * @param y down, 0 to 1
   */
  Colour at(double x, double y) {
    double u = smooth(x + slant * y);
    double v = smooth(y - slant * x);
    Colour above = corners.get(0).towards(corners.get(1), u);
    Colour below = corners.get(2).towards(corners.get(3), u);
    return above.towards(below, v);
  }

  private static double smooth(double t) {
    double s = Math.max(0, Math.min(1, t));
    return s * s * (3 - 2 * s);
  }
}
