package org.pragnanz.stats;

/** Steps in a space of several coordinates. */
final class Steps {
  private Steps() {}

  /** The point {@code at + length * step}. */
  static double[] from(double[] at, double[] step, double length) {
    double[] point = at.clone();
    for (int i = 0; i < point.length; i++) {
      point[i] += length * step[i];
    }
    return point;
  }

  /** The inner product. */
  static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}
