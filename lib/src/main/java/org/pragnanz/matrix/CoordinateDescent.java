package org.pragnanz.matrix;

import java.util.Arrays;

/**
 * Rounds of cyclic coordinate descent on ‖A − U W‖² with U, W ≥ 0, each factor updated against the
 * other one extrapolated. The sums that cross chunks of A are taken in the chunks' order.
 */
final class CoordinateDescent {
  private final Chunks a;
  private final Workers workers;

  CoordinateDescent(Chunks a, Workers workers) {
    this.a = a;
    this.workers = workers;
  }

  /**
   * What a round left.
   *
   * @param factors U, extrapolated, and W, fitted to it
   * @param codes U as the update left it, (k, n); with β = 0 the factors' own
   * @param before W before the round, (k, p)
   * @param loss ‖A − U W‖² − ‖A‖² of the factors, from the products that the round made
   * @param violation the sum of the sizes of the projected gradients that the round met
   */
  record Round(Factors factors, float[] codes, float[] before, double loss, double violation) {
    static Round start(Factors factors) {
      return new Round(factors, factors.u(), factors.w(), 0, 0);
    }
  }

  /**
   * Updates U against max(0, W + β (W − W before)), then W against max(0, U + β (U − U before)).
   *
   * @param beta β, from 0, a plain round, to 1
   */
  Round round(Round last, double beta) {
    Factors f = last.factors();
    int k = f.k();
    float[] ahead = extrapolated(f.w(), last.before(), (float) beta);
    double[][] dictionaryGram = Gram.of(ahead, k);
    Factors next = new Factors(k, f.n(), f.p());
    float[] updated = new float[f.u().length];
    double[] violations = new double[a.count];
    double[][][] grams = new double[a.count][][];
    float[][] products = new float[a.count][];
    workers.forEach(
        a.count,
        chunk -> {
          int from = a.from(chunk);
          int width = a.rows(chunk);
          float[][] codes = rows(f.u(), f.n(), from, width);
          float[][] before = rows(last.codes(), f.n(), from, width);
          float[][] product = a.timesTransposed(ahead, k, chunk);
          violations[chunk] = sweep(codes, dictionaryGram, product);
          for (int t = 0; t < k; t++) {
            System.arraycopy(codes[t], 0, updated, t * f.n() + from, width);
            codes[t] = extrapolated(codes[t], before[t], (float) beta);
            System.arraycopy(codes[t], 0, next.u(), t * f.n() + from, width);
          }
          grams[chunk] = Gram.of(codes);
          products[chunk] = a.times(next.u(), k, chunk);
        });
    double violation = 0;
    double[][] codesGram = new double[k][k];
    for (int chunk = 0; chunk < a.count; chunk++) {
      violation += violations[chunk];
      for (int s = 0; s < k; s++) {
        for (int t = 0; t < k; t++) {
          codesGram[s][t] += grams[chunk][s][t];
        }
      }
    }
    float[] product = Chunks.sum(products);
    float[][] dictionary = rows(ahead, f.p(), 0, f.p());
    violation += sweep(dictionary, codesGram, rows(product, f.p(), 0, f.p()));
    for (int t = 0; t < k; t++) {
      System.arraycopy(dictionary[t], 0, next.w(), t * f.p(), f.p());
    }
    return new Round(next, updated, f.w(), loss(dictionary, codesGram, product), violation);
  }

  /** max(0, x + β (x − before)), entry by entry. */
  private static float[] extrapolated(float[] x, float[] before, float beta) {
    float[] ahead = new float[x.length];
    for (int i = 0; i < x.length; i++) {
      ahead[i] = Math.max(0, x[i] + beta * (x[i] - before[i]));
    }
    return ahead;
  }

  /** ‖A − U W‖² − ‖A‖² from U's inner products and U's product with A, (k, p). */
  private static double loss(float[][] dictionary, double[][] codesGram, float[] product) {
    double[][] dictionaryGram = Gram.of(dictionary);
    int k = dictionary.length;
    double loss = 0;
    for (int s = 0; s < k; s++) {
      int p = dictionary[s].length;
      for (int t = 0; t < k; t++) {
        loss += codesGram[s][t] * dictionaryGram[s][t];
      }
      for (int j = 0; j < p; j++) {
        loss -= 2.0 * product[s * p + j] * dictionary[s][j];
      }
    }
    return loss;
  }

  /** ‖A − U W‖², residual by residual in float64. */
  double squaredResiduals(Factors f) {
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
      float moved = Math.max(0, x[i] - gradient / curvature);
      projected[i] = x[i] == 0 ? Math.min(0, gradient) : gradient;
      x[i] = moved;
    }
    double violation = 0;
    for (float v : projected) {
      violation += Math.abs(v);
    }
    return violation;
  }
}
