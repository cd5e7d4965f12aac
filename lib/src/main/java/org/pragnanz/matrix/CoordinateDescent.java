package org.pragnanz.matrix;

import org.pragnanz.concurrent.Workers;

/**
 * Rounds of cyclic coordinate descent on ‖A − U W‖² with U, W ≥ 0. The sums that cross chunks of A
 * are taken in the chunks' order.
 */
final class CoordinateDescent {
  private final Chunks a;
  private final int k;
  private final Workers workers;

  /** Uᵀ by chunk of A, (k, padded rows of the chunk). */
  private final float[][] u;

  /** W, (k, padded p). */
  private final float[] w;

  /** Inner products of U's columns, (k, k). */
  private float[] codesGram;

  /** Inner products of W's rows, (k, k). */
  private float[] dictionaryGram;

  /** Uᵀ A, as of {@link PackedMatrix#times}. */
  private float[] target;

  CoordinateDescent(Chunks a, Factors start, Workers workers) {
    this.a = a;
    this.k = start.k();
    this.workers = workers;
    u = new float[a.count][];
    for (int chunk = 0; chunk < a.count; chunk++) {
      u[chunk] = PackedMatrix.padded(start.u(), k, a.from(chunk), a.n, a.rows(chunk));
    }
    w = PackedMatrix.padded(start.w(), k, 0, a.p, a.p);
    dictionaryGram = Vectors.gram(w, k);
  }

  /** Updates U, then W. Returns the sum of the sizes of the projected gradients it met. */
  double round() {
    double[] violations = new double[a.count];
    float[][] grams = new float[a.count][];
    float[][] products = new float[a.count][];
    workers.forEach(
        a.count,
        chunk -> {
          float[] codes = u[chunk];
          float[] product = a.timesTransposed(w, w.length / k, k, chunk);
          violations[chunk] = sweep(codes, dictionaryGram, product);
          grams[chunk] = Vectors.gram(codes, k);
          products[chunk] = a.times(codes, 0, codes.length / k, k, chunk);
        });
    double violation = 0;
    for (double v : violations) {
      violation += v;
    }
    codesGram = Chunks.sum(grams);
    target = Chunks.sum(products);
    violation += sweep(w, codesGram, target);
    dictionaryGram = Vectors.gram(w, k);
    return violation;
  }

  /** ‖A − U W‖² − ‖A‖² after a round, from the products that the round made: W is newer than U. */
  double lossWithoutSquares() {
    double loss = 0;
    for (int i = 0; i < codesGram.length; i++) {
      loss += (double) codesGram[i] * dictionaryGram[i];
    }
    for (int i = 0; i < w.length; i++) {
      loss -= 2.0 * target[i] * w[i];
    }
    return loss;
  }

  /** ‖A − U W‖², residual by residual in float64. */
  double squaredResiduals() {
    double[] sums = new double[a.count];
    workers.forEach(a.count, chunk -> sums[chunk] = a.squaredResiduals(u[chunk], w, k, chunk));
    double sum = 0;
    for (double s : sums) {
      sum += s;
    }
    return sum;
  }

  /** The factors as they are now. */
  Factors factors() {
    Factors factors = new Factors(k, a.n, a.p);
    for (int chunk = 0; chunk < a.count; chunk++) {
      for (int t = 0; t < k; t++) {
        int from = t * PackedMatrix.padded(a.rows(chunk));
        System.arraycopy(u[chunk], from, factors.u(), t * a.n + a.from(chunk), a.rows(chunk));
      }
    }
    System.arraycopy(PackedMatrix.trimmed(w, k, a.p), 0, factors.w(), 0, k * a.p);
    return factors;
  }

  /**
   * Minimises over one factor X (k, ...) with the other fixed, one component after the other: the
   * gradient by X's row t is G X − B, and row t moves to where it is 0.
   *
   * @param x the factor, changed in place
   * @param gram G, the other factor's inner products (k, k)
   * @param product B, the other factor times A (k, ...)
   * @return the sum of the sizes of the projected gradients
   */
  private double sweep(float[] x, float[] gram, float[] product) {
    double violation = 0;
    for (int t = 0; t < k; t++) {
      if (gram[t * k + t] > 0) {
        violation += Vectors.descend(x, gram, product, k, t);
      }
    }
    return violation;
  }
}
