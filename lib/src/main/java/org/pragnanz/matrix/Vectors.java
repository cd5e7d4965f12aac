package org.pragnanz.matrix;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The loops of a factorization, in the processor's vector instructions. Rows of numbers are {@value
 * #SIDE} or a multiple of it long; zeros fill them.
 *
 * <p>How many numbers an instruction takes does not change the order of any sum, so the bits are
 * the same on every processor.
 *
 * <p>Needs {@code --add-modules jdk.incubator.vector}. It is the only class that does, and compiled
 * by itself: javac's warning of an incubating module cannot be turned off.
 */
final class Vectors {
  /** Two instructions' worth of numbers, or more, on any processor. */
  static final int SIDE = 32;

  /** Rows of a product that are made at once. */
  static final int TEN = 10;

  private static final VectorSpecies<Float> SPECIES =
      2 * FloatVector.SPECIES_PREFERRED.length() <= SIDE
          ? FloatVector.SPECIES_PREFERRED
          : FloatVector.SPECIES_512;

  private static final int LANES = SPECIES.length();

  private Vectors() {}

  /**
   * Ten rows of C X for {@value #SIDE} columns of X. Spelled out, since only variables are held in
   * registers.
   *
   * @param c Cᵀ, (m, {@value #TEN})
   * @param x X, (m, {@value #SIDE})
   * @param product where the rows go: to {@code to}, {@code to + stride}, ...
   */
  static void multiply(float[] c, float[] x, float[] product, int to, int stride) {
    for (int at = 0; at < SIDE; at += 2 * LANES) {
      multiply(c, x, at, product, to + at, stride);
    }
  }

  private static void multiply(float[] c, float[] x, int at, float[] product, int to, int stride) {
    FloatVector a0 = FloatVector.zero(SPECIES);
    FloatVector b0 = a0;
    FloatVector a1 = a0;
    FloatVector b1 = a0;
    FloatVector a2 = a0;
    FloatVector b2 = a0;
    FloatVector a3 = a0;
    FloatVector b3 = a0;
    FloatVector a4 = a0;
    FloatVector b4 = a0;
    FloatVector a5 = a0;
    FloatVector b5 = a0;
    FloatVector a6 = a0;
    FloatVector b6 = a0;
    FloatVector a7 = a0;
    FloatVector b7 = a0;
    FloatVector a8 = a0;
    FloatVector b8 = a0;
    FloatVector a9 = a0;
    FloatVector b9 = a0;
    int m = x.length / SIDE;
    for (int r = 0; r < m; r++) {
      FloatVector a = FloatVector.fromArray(SPECIES, x, r * SIDE + at);
      FloatVector b = FloatVector.fromArray(SPECIES, x, r * SIDE + at + LANES);
      int i = r * TEN;
      FloatVector w = FloatVector.broadcast(SPECIES, c[i]);
      a0 = a.fma(w, a0);
      b0 = b.fma(w, b0);
      w = FloatVector.broadcast(SPECIES, c[i + 1]);
      a1 = a.fma(w, a1);
      b1 = b.fma(w, b1);
      w = FloatVector.broadcast(SPECIES, c[i + 2]);
      a2 = a.fma(w, a2);
      b2 = b.fma(w, b2);
      w = FloatVector.broadcast(SPECIES, c[i + 3]);
      a3 = a.fma(w, a3);
      b3 = b.fma(w, b3);
      w = FloatVector.broadcast(SPECIES, c[i + 4]);
      a4 = a.fma(w, a4);
      b4 = b.fma(w, b4);
      w = FloatVector.broadcast(SPECIES, c[i + 5]);
      a5 = a.fma(w, a5);
      b5 = b.fma(w, b5);
      w = FloatVector.broadcast(SPECIES, c[i + 6]);
      a6 = a.fma(w, a6);
      b6 = b.fma(w, b6);
      w = FloatVector.broadcast(SPECIES, c[i + 7]);
      a7 = a.fma(w, a7);
      b7 = b.fma(w, b7);
      w = FloatVector.broadcast(SPECIES, c[i + 8]);
      a8 = a.fma(w, a8);
      b8 = b.fma(w, b8);
      w = FloatVector.broadcast(SPECIES, c[i + 9]);
      a9 = a.fma(w, a9);
      b9 = b.fma(w, b9);
    }
    a0.intoArray(product, to);
    b0.intoArray(product, to + LANES);
    a1.intoArray(product, to + stride);
    b1.intoArray(product, to + stride + LANES);
    a2.intoArray(product, to + 2 * stride);
    b2.intoArray(product, to + 2 * stride + LANES);
    a3.intoArray(product, to + 3 * stride);
    b3.intoArray(product, to + 3 * stride + LANES);
    a4.intoArray(product, to + 4 * stride);
    b4.intoArray(product, to + 4 * stride + LANES);
    a5.intoArray(product, to + 5 * stride);
    b5.intoArray(product, to + 5 * stride + LANES);
    a6.intoArray(product, to + 6 * stride);
    b6.intoArray(product, to + 6 * stride + LANES);
    a7.intoArray(product, to + 7 * stride);
    b7.intoArray(product, to + 7 * stride + LANES);
    a8.intoArray(product, to + 8 * stride);
    b8.intoArray(product, to + 8 * stride + LANES);
    a9.intoArray(product, to + 9 * stride);
    b9.intoArray(product, to + 9 * stride + LANES);
  }

  /**
   * Inner products of the rows of C: {@value #SIDE} float32 sums side by side, added in their
   * order.
   *
   * @param c C, (k, whole blocks)
   * @return (k, k)
   */
  static float[] gram(float[] c, int k) {
    int width = c.length / k;
    float[] gram = new float[k * k];
    float[] sums = new float[SIDE];
    for (int s = 0; s < k; s++) {
      for (int t = s; t < k; t++) {
        for (int at = 0; at < SIDE; at += LANES) {
          FloatVector sum = FloatVector.zero(SPECIES);
          for (int i = at; i < width; i += SIDE) {
            FloatVector x = FloatVector.fromArray(SPECIES, c, s * width + i);
            sum = x.fma(FloatVector.fromArray(SPECIES, c, t * width + i), sum);
          }
          sum.intoArray(sums, at);
        }
        gram[s * k + t] = total(sums);
        gram[t * k + s] = gram[s * k + t];
      }
    }
    return gram;
  }

  /**
   * Moves row t of X ≥ 0 to where the gradient by it, of G X − B, is 0, or to 0.
   *
   * @param x X, (k, ...)
   * @param gram G, (k, k)
   * @param product B, at least k rows as long as X's
   * @return the sum of the sizes of the projected gradients
   */
  static double descend(float[] x, float[] gram, float[] product, int k, int t) {
    int width = x.length / k;
    float curvature = gram[t * k + t];
    float[] sums = new float[SIDE];
    for (int i = 0; i < width; i += LANES) {
      FloatVector ahead = FloatVector.zero(SPECIES);
      for (int s = 0; s < k; s++) {
        FloatVector weight = FloatVector.broadcast(SPECIES, gram[t * k + s]);
        ahead = FloatVector.fromArray(SPECIES, x, s * width + i).fma(weight, ahead);
      }
      FloatVector gradient = ahead.sub(FloatVector.fromArray(SPECIES, product, t * width + i));
      FloatVector old = FloatVector.fromArray(SPECIES, x, t * width + i);
      old.sub(gradient.div(curvature)).max(0).intoArray(x, t * width + i);
      // Of a 0 only the part that would make it larger counts.
      FloatVector projected = gradient.min(old.mul(Float.MAX_VALUE)).abs();
      int lane = i % SIDE;
      FloatVector.fromArray(SPECIES, sums, lane).add(projected).intoArray(sums, lane);
    }
    return total(sums);
  }

  private static float total(float[] sums) {
    float total = 0;
    for (float sum : sums) {
      total += sum;
    }
    return total;
  }
}
