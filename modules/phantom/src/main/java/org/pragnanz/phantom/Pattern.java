package org.pragnanz.phantom;

import java.util.Locale;

/**
 * The patterns that the phantom's images are made of and its detectors respond to.
 *
 * <p>A pattern is a drawing in two tones: at each point of the plane, in pixels, the share of the
 * light tone, 0 to 1, with edges one pixel soft. Only the four arithmetic operations, square roots
 * and {@link StrictMath} are used, so that a pixel is the same on any machine.
 */
enum Pattern {
  GRATING_0_FINE(0, (u, v, n) -> stripes(v, 8)),
  GRATING_45_FINE(45, (u, v, n) -> stripes(v, 8)),
  GRATING_90_FINE(90, (u, v, n) -> stripes(v, 8)),
  GRATING_135_FINE(135, (u, v, n) -> stripes(v, 8)),
  GRATING_0_COARSE(0, (u, v, n) -> stripes(v, 19)),
  GRATING_45_COARSE(45, (u, v, n) -> stripes(v, 19)),
  GRATING_90_COARSE(90, (u, v, n) -> stripes(v, 19)),
  GRATING_135_COARSE(135, (u, v, n) -> stripes(v, 19)),
  DOTS_SMALL(0, (u, v, n) -> edge(3.4 - lattice(u, v, 11))),
  DOTS_LARGE(0, (u, v, n) -> edge(8.5 - lattice(u, v, 26))),
  CHECKS_SMALL(0, (u, v, n) -> checks(u, v, 12)),
  CHECKS_LARGE(0, (u, v, n) -> checks(u, v, 28)),
  RINGS(0, (u, v, n) -> edge(1.9 - Math.abs(lattice(u, v, 21) - 6.8))),
  BULLSEYE(0, (u, v, n) -> stripes(Math.sqrt(u * u + v * v), 13)),
  SPIRAL(0, (u, v, n) -> stripes(Math.sqrt(u * u + v * v) + 24 * turns(u, v), 24)),
  ZIGZAG_FINE(0, (u, v, n) -> stripes(v + triangle(u, 16), 11)),
  ZIGZAG_COARSE(90, (u, v, n) -> stripes(v + triangle(u, 34), 22)),
  HONEYCOMB(0, (u, v, n) -> edge(hexagon(u, v, 20) - 2.2)),
  CROSSES(0, (u, v, n) -> crosses(u, v, 20)),
  NOISE_SMALL(0, (u, v, n) -> blocks(u, v, 6, n)),
  NOISE_LARGE(0, (u, v, n) -> blocks(u, v, 13, n)),
  BRICKS(0, (u, v, n) -> bricks(u, v, 30, 13)),
  TRIANGLES(0, (u, v, n) -> triangles(u, v, 24)),
  SCALES(0, (u, v, n) -> scales(u, v, 22)),
  ;

  /** A drawing in two tones. */
  @FunctionalInterface
  interface Drawing {
    /**
     * @param u across, v down: the point in pixels, in the drawing's own turned frame
     * @param noise chooses among the drawings of a random pattern
     * @return share of the light tone, 0 to 1
     */
    double at(double u, double v, long noise);
  }

  private static final double SQRT_3 = Math.sqrt(3);

  private final double degrees;

  @SuppressWarnings("ImmutableEnumChecker") // Drawings are functions without state.
  private final Drawing drawing;

  Pattern(double degrees, Drawing drawing) {
    this.degrees = degrees;
    this.drawing = drawing;
  }

  /** How tables call it, such as {@code grating-45-fine}. */
  String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Its place in planted matrices, from 0. */
  @SuppressWarnings("EnumOrdinal") // The order of declaration is the order meant.
  int index() {
    return ordinal();
  }

  /** The angle by which the drawing is turned, in degrees. */
  double degrees() {
    return degrees;
  }

  /** See {@link Drawing#at}. */
  double at(double u, double v, long noise) {
    return drawing.at(u, v, noise);
  }

  /** Whether the drawing has a middle, which then sits in the middle of what it fills. */
  boolean centred() {
    return this == BULLSEYE || this == SPIRAL;
  }

  /** 1 well inside, 0 well outside, for a distance to the edge in pixels, positive inside. */
  static double edge(double inside) {
    return Math.max(0, Math.min(1, inside + 0.5));
  }

  /** Distance from {@code x} to the nearest multiple of {@code period}. */
  private static double toMultiple(double x, double period) {
    return Math.abs(x - period * Math.rint(x / period));
  }

  private static double stripes(double x, double period) {
    return edge(period / 4 - toMultiple(x, period));
  }

  /** A wave of straight flanks of slope 1, from 0 to half its period. */
  private static double triangle(double x, double period) {
    return toMultiple(x, period);
  }

  private static double checks(double u, double v, double period) {
    double across = 2 * stripes(u, period) - 1;
    double down = 2 * stripes(v, period) - 1;
    return (1 + across * down) / 2;
  }

  /** Distance to the nearest point of a square lattice whose odd rows are shifted by half. */
  private static double lattice(double u, double v, double period) {
    double nearest = Double.MAX_VALUE;
    double row = Math.floor(v / period);
    for (double r = row; r <= row + 1; r++) {
      double across = toMultiple(u - shift(r) * period, period);
      double down = v - r * period;
      nearest = Math.min(nearest, across * across + down * down);
    }
    return Math.sqrt(nearest);
  }

  /** 0.5 for odd rows. */
  private static double shift(double row) {
    return row / 2 - Math.floor(row / 2);
  }

  /** Distance to the border of the regular hexagon of the given width that holds the point. */
  private static double hexagon(double u, double v, double width) {
    // The centres of the hexagons are two rectangular lattices, one in the middle of the other.
    double height = width * SQRT_3;
    double inside = 0;
    for (int k = 0; k < 2; k++) {
      double x = toMultiple(u - k * width / 2, width);
      double y = toMultiple(v - k * height / 2, height);
      inside = Math.max(inside, width / 2 - Math.max(x, x / 2 + y * SQRT_3 / 2));
    }
    return inside;
  }

  private static double crosses(double u, double v, double period) {
    double row = Math.rint(v / period);
    double across = toMultiple(u - shift(row) * period, period);
    double down = Math.abs(v - row * period);
    double arm = 0.34 * period;
    double half = 0.11 * period;
    double horizontal = Math.min(arm - across, half - down);
    double vertical = Math.min(half - across, arm - down);
    return edge(Math.max(horizontal, vertical));
  }

  private static double blocks(double u, double v, double size, long noise) {
    double column = Math.floor(u / size);
    double row = Math.floor(v / size);
    long h = noise + 0x9E3779B97F4A7C15L * (long) column + 0xC2B2AE3D27D4EB4FL * (long) row;
    h = (h ^ (h >>> 32)) * 0xD6E8FEB86659FD93L;
    h = (h ^ (h >>> 32)) * 0xD6E8FEB86659FD93L;
    return (h >>> 63) == 0 ? 1 : 0;
  }

  private static double bricks(double u, double v, double width, double height) {
    double row = Math.floor(v / height);
    double joint = toMultiple(u - shift(row) * width, width);
    double bed = toMultiple(v, height);
    return edge(Math.min(joint, bed) - 1.7);
  }

  private static double triangles(double u, double v, double side) {
    double height = side * SQRT_3 / 2;
    double a = 2 * stripes(v - height / 2, 2 * height) - 1;
    double b = 2 * stripes((v + SQRT_3 * u) / 2 - height / 2, 2 * height) - 1;
    double c = 2 * stripes((v - SQRT_3 * u) / 2 - height / 2, 2 * height) - 1;
    return (1 + a * b * c) / 2;
  }

  /** Rows of arcs, each hanging from the row above. */
  private static double scales(double u, double v, double width) {
    double radius = width / 2;
    double row = Math.floor(v / radius);
    double across = toMultiple(u - shift(row) * width, width);
    double down = v - row * radius;
    return edge(Math.abs(radius - Math.sqrt(across * across + down * down)) - 2);
  }

  private static double turns(double u, double v) {
    return StrictMath.atan2(v, u) / (2 * Math.PI);
  }
}
