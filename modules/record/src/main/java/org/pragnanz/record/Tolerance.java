package org.pragnanz.record;

/**
 * When two numbers count as equal: |a - b| at most {@code relative} of the larger, or a thousandth
 * of it absolutely, so that what should be zero may be rounding instead. With 1e-5 these are the
 * bounds of numpy.allclose.
 *
 * @param relative from 0
 */
record Tolerance(double relative) {
  private static final double ABSOLUTE = 1e-3;

  boolean allows(double a, double b) {
    if (Double.compare(a, b) == 0) {
      return true;
    }
    double larger = Math.max(Math.abs(a), Math.abs(b));
    return Math.abs(a - b) <= relative * Math.max(larger, ABSOLUTE);
  }

  /** Whether two texts are the same, or numbers within the tolerance. */
  boolean allows(String a, String b) {
    if (a.equals(b)) {
      return true;
    }
    try {
      return allows(Double.parseDouble(a), Double.parseDouble(b));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  String described() {
    return "numbers within %s".formatted(relative);
  }
}
