package org.pragnanz.phantom;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * An ellipse filled with a pattern in two tones.
 *
 * @param outline the ellipse
 * @param pattern what fills it
 * @param grain how the pattern lies in it
 * @param dark one tone
 * @param light the other
 */
record Region(Ellipse outline, Pattern pattern, Grain grain, Colour dark, Colour light) {
  /** How often a place is drawn anew before regions may overlap. */
  private static final int PLACES = 20;

  /**
   * The longer half axis, in pixels. An image is about one pattern, and shows another beside it.
   */
  private enum Size {
    LARGE(60, 80),
    SMALL(30, 42);

    private final double least;
    private final double most;

    Size(double least, double most) {
      this.least = least;
      this.most = most;
    }
  }

  /**
   * @param x the centre across, in pixels
   * @param y the centre down
   * @param a the longer half axis
   * @param b the shorter half axis
   * @param turn the angle of the longer one
   */
  record Ellipse(double x, double y, double a, double b, Turn turn) {
    private static Ellipse draw(UniformRandomProvider random, Size size) {
      double a = random.nextDouble(size.least, size.most);
      return new Ellipse(
          random.nextDouble(0.15, 0.85) * Scene.SIDE,
          random.nextDouble(0.15, 0.85) * Scene.SIDE,
          a,
          random.nextDouble(0.65, 1) * a,
          Turn.of(random.nextDouble(0, Math.PI)));
    }

    /** Whether they hardly overlap. */
    private boolean clearOf(Ellipse other) {
      double dx = x - other.x;
      double dy = y - other.y;
      double near = 0.8 * (a + other.a);
      return dx * dx + dy * dy > near * near;
    }

    /** How much of the pixel at a distance from the centre is covered, nearly, 0 to 1. */
    private double covers(double dx, double dy) {
      if (dx * dx + dy * dy > (a + 1) * (a + 1)) {
        return 0;
      }
      double p = turn.across(dx, dy) / a;
      double q = turn.down(dx, dy) / b;
      return Pattern.edge((1 - Math.sqrt(p * p + q * q)) * b);
    }
  }

  /** A turned frame. */
  record Turn(double cos, double sin) {
    private static Turn of(double angle) {
      return new Turn(StrictMath.cos(angle), StrictMath.sin(angle));
    }

    private double across(double dx, double dy) {
      return cos * dx + sin * dy;
    }

    private double down(double dx, double dy) {
      return cos * dy - sin * dx;
    }
  }

  /**
   * @param zoom the pattern's scale, about 1
   * @param turn its angle
   * @param u its phase across, in its own pixels
   * @param v its phase down
   * @param noise chooses among the drawings of a random pattern
   */
  record Grain(double zoom, Turn turn, double u, double v, long noise) {
    private static Grain draw(UniformRandomProvider random, Pattern pattern) {
      double phase = pattern.centred() ? 4 : 64;
      return new Grain(
          random.nextDouble(0.92, 1.08),
          Turn.of(StrictMath.toRadians(pattern.degrees() + random.nextDouble(-8, 8))),
          random.nextDouble(-phase, phase),
          random.nextDouble(-phase, phase),
          random.nextLong());
    }
  }

  /** Draws a region, apart from the others where there is room: a large one, then small ones. */
  static Region draw(UniformRandomProvider random, Pattern pattern, List<Region> others) {
    Size size = others.isEmpty() ? Size.LARGE : Size.SMALL;
    Ellipse outline = Ellipse.draw(random, size);
    for (int i = 1;
        i < PLACES && !others.stream().map(Region::outline).allMatch(outline::clearOf);
        i++) {
      outline = Ellipse.draw(random, size);
    }
    return new Region(
        outline,
        pattern,
        Grain.draw(random, pattern),
        Colour.draw(random, 0.16, 0.32),
        Colour.draw(random, 0.7, 0.86));
  }

  /** How much of the pixel around the point the region covers, 0 to 1. */
  double covers(double x, double y) {
    return outline.covers(x - outline.x, y - outline.y);
  }

  /** The colour at a point of the picture, in pixels. */
  Colour at(double x, double y) {
    double dx = x - outline.x;
    double dy = y - outline.y;
    double u = grain.turn.across(dx, dy) / grain.zoom + grain.u;
    double v = grain.turn.down(dx, dy) / grain.zoom + grain.v;
    return dark.towards(light, pattern.at(u, v, grain.noise));
  }
}
