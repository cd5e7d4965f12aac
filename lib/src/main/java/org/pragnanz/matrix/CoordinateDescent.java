package org.pragnanz.matrix;

/**
 * Rounds of cyclic coordinate descent on ‖A − U W‖² with U, W ≥ 0. The sums that cross chunks of A
 * are taken in the chunks' order.
 */
final class CoordinateDescent {
  private final Chunks a;
  private final Factors f;
  private final Workers workers;
  private double[][] codesGram;
  private float[] target;

  /** Changes {@code factors} in place. */
  CoordinateDescent(Chunks a, Factors factors, Workers workers) {
    this.a = a;
    this.f = factors;
    this.workers = workers;
  }

  /** Updates U, then W. Returns the sum of the sizes of the projected gradients it met. */
  double round() {
    int k = f.k();
    double[][] dictionaryGram = Gram.of(f.w(), k);
    double[] violations = new double[a.count];
    double[][][] grams = new double[a.count][][];
    float[][] products = new float[a.count][];
    workers.forEach(
        a.count,
        chunk -> {
          int rows = a.rows(chunk);
          float[] product = new float[k * rows];
          a.timesTransposed(f.w(), k, chunk, product);
          violations[chunk] =
              sweep(f.u(), a.from(chunk), f.n(), dictionaryGram, product, rows, rows);
          grams[chunk] = gramOfChunk(chunk);
          products[chunk] = a.times(f.u(), k, chunk);
        });
    double violation = 0;
    codesGram = new double[k][k];
    for (int chunk = 0; chunk < a.count; chunk++) {
      violation += violations[chunk];
      for (int s = 0; s < k; s++) {
        for (int t = 0; t < k; t++) {
          codesGram[s][t] += grams[chunk][s][t];
        }
      }
    }
    target = Chunks.sum(products);
    return violation + sweep(f.w(), 0, f.p(), codesGram, target, f.p(), f.p());
  }

  /** ‖A − U W‖² − ‖A‖² after a round, from the products that the round made: W is newer than U. */
  double lossWithoutSquares() {
    double[][] dictionaryGram = Gram.of(f.w(), f.k());
    double loss = 0;
    for (int s = 0; s < f.k(); s++) {
      for (int t = 0; t < f.k(); t++) {
        loss += codesGram[s][t] * dictionaryGram[s][t];
      }
    }
    for (int i = 0; i < target.length; i++) {
      loss -= 2.0 * target[i] * f.w()[i];
    }
    return loss;
  }

  /** ‖A − U W‖², residual by residual in float64. */
  double squaredResiduals() {
    double[] sums = new double[a.count];
    workers.forEach(a.count, chunk -> sums[chunk] = a.squaredResiduals(f, chunk));
    double sum = 0;
    for (double s : sums) {
      sum += s;
    }
    return sum;
  }

  private double[][] gramOfChunk(int chunk) {
    int rows = a.rows(chunk);
    float[] part = new float[f.k() * rows];
    for (int t = 0; t < f.k(); t++) {
      System.arraycopy(f.u(), t * f.n() + a.from(chunk), part, t * rows, rows);
    }
    return Gram.of(part, f.k());
  }

  /**
   * Minimises over one factor X (k, ...) with the other fixed, one component after the other, for
   * {@code width} columns: the gradient by X's row t is G X − B, and row t moves to where it is 0.
   *
   * @param x the factor; its rows start at {@code from} and lie {@code stride} apart
   * @param gram G, the other factor's inner products (k, k)
   * @param product B, the other factor times A (k, ...), rows {@code productStride} apart
   * @return the sum of the sizes of the projected gradients
   */
  private static double sweep(
      float[] x,
      int from,
      int stride,
      double[][] gram,
      float[] product,
      int productStride,
      int width) {
    float[] gradient = new float[width];
    double violation = 0;
    for (int t = 0; t < gram.length; t++) {
      float curvature = (float) gram[t][t];
      if (curvature == 0) {
        continue;
      }
      int b = t * productStride;
      for (int i = 0; i < width; i++) {
        gradient[i] = -product[b + i];
      }
      for (int s = 0; s < gram.length; s++) {
        float g = (float) gram[t][s];
        int xs = from + s * stride;
        for (int i = 0; i < width; i++) {
          gradient[i] += g * x[xs + i];
        }
      }
      int xt = from + t * stride;
      for (int i = 0; i < width; i++) {
        violation += Math.abs(x[xt + i] == 0 ? Math.min(0, gradient[i]) : gradient[i]);
        x[xt + i] = Math.max(0, x[xt + i] - gradient[i] / curvature);
      }
    }
    return violation;
  }
}
