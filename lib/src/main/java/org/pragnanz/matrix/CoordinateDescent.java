package org.pragnanz.matrix;

import java.util.Arrays;

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
          float[][] codes = rows(f.u(), f.n(), a.from(chunk), a.rows(chunk));
          float[][] product = a.timesTransposed(f.w(), k, chunk);
          violations[chunk] = sweep(codes, dictionaryGram, product);
          for (int t = 0; t < k; t++) {
            System.arraycopy(codes[t], 0, f.u(), t * f.n() + a.from(chunk), a.rows(chunk));
          }
          grams[chunk] = Gram.of(codes);
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
    float[][] dictionary = rows(f.w(), f.p(), 0, f.p());
    violation += sweep(dictionary, codesGram, rows(target, f.p(), 0, f.p()));
    for (int t = 0; t < k; t++) {
      System.arraycopy(dictionary[t], 0, f.w(), t * f.p(), f.p());
    }
    return violation;
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

  /** Copies {@code width} columns of each row: the JIT makes fast loops of arrays of their own. */
  private static float[][] rows(float[] values, int stride, int from, int width) {
    float[][] rows = new float[values.length / stride][];
    for (int t = 0; t < rows.length; t++) {
      rows[t] = Arrays.copyOfRange(values, t * stride + from, t * stride + from + width);
    }
    return rows;
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
  private static double sweep(float[][] x, double[][] gram, float[][] product) {
    double violation = 0;
    for (int t = 0; t < gram.length; t++) {
      float curvature = (float) gram[t][t];
      if (curvature > 0) {
        violation += move(x[t], weightedSum(gram[t], x), product[t], curvature);
      }
    }
    return violation;
  }

  /** Σ wₛ xₛ. */
  private static float[] weightedSum(double[] weights, float[][] x) {
    float[] sum = new float[x[0].length];
    float[] four = new float[4];
    int last = x.length - 1;
    for (int s = 0; s <= last; s += 4) {
      for (int q = 0; q < 4; q++) {
        four[q] = s + q <= last ? (float) weights[s + q] : 0;
      }
      Chunks.add(
          sum,
          x[s],
          x[Math.min(s + 1, last)],
          x[Math.min(s + 2, last)],
          x[Math.min(s + 3, last)],
          four,
          0);
    }
    return sum;
  }

  /** Moves one row along its gradient, {@code ahead} less {@code product}. */
  private static double move(float[] x, float[] ahead, float[] product, float curvature) {
    float[] projected = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      float gradient = ahead[i] - product[i];
      // Of a 0 only the part that would make it larger counts; without a branch, for the JIT.
      projected[i] = Math.abs(Math.min(gradient, x[i] * Float.MAX_VALUE));
      x[i] = Math.max(0, x[i] - gradient / curvature);
    }
    double violation = 0;
    for (float v : projected) {
      violation += v;
    }
    return violation;
  }
}
