package org.pragnanz.matrix;

import java.util.Arrays;
import java.util.BitSet;

/**
 * Codes with a dictionary fixed: the non-negative least squares problem min ‖a − u W‖² over u ≥ 0,
 * by coordinate descent on the dictionary's inner products until no coordinate can improve by more
 * than rounding. Once a sweep leaves the same elements in use, their codes are solved for, and the
 * sweeps go on from there: mostly to find nothing to improve. In float64, from zero, so that a code
 * depends on the activation alone.
 *
 * <p>Cost: k·p operations for the products with a, then about k² for each sweep.
 *
 * <p>Source: Franc, Hlaváč and Navara (2005), "Sequential coordinate-wise algorithm for the
 * non-negative least squares problem", CAIP.
 */
public final class Nnls {
  /** Projected gradients below this share of the largest product are rounding. */
  private static final double TOLERANCE = 1e-12;

  /** Only a dictionary with all but parallel elements needs more; its codes are not unique then. */
  private static final int MAX_SWEEPS = 100_000;

  /** What is left of an element's square that others make up but for rounding. */
  private static final double SINGULAR = 1e-12;

  /** Products summed side by side, since each addition waits for the one before. */
  private static final int ABREAST = 5;

  private final double[][] gram;

  /** The rows of W, and zeros where {@link #ABREAST} want more. */
  private final double[][] elements;

  /**
   * @param dictionary W (k, p)
   */
  public Nnls(FloatMatrix dictionary) {
    double[][] rows = Gram.apart(dictionary.values(), dictionary.rows());
    this.gram = Gram.of(rows);
    this.elements = Arrays.copyOf(rows, (rows.length + ABREAST - 1) / ABREAST * ABREAST);
    Arrays.fill(elements, rows.length, elements.length, new double[dictionary.columns()]);
  }

  /**
   * The codes of one activation.
   *
   * @param a length p
   * @return length k; 0 for an element that is all zero
   */
  public double[] codes(float[] a) {
    return codes(a, 0);
  }

  /** The codes of the row that starts at {@code from} in a buffer. */
  public double[] codes(float[] buffer, int from) {
    double[] product = products(buffer, from);
    double largest = 0;
    for (double b : product) {
      largest = Math.max(largest, Math.abs(b));
    }
    double[] u = new double[product.length];
    BitSet used = new BitSet();
    BitSet solved = used;
    double violation = Double.POSITIVE_INFINITY;
    for (int sweep = 0; sweep < MAX_SWEEPS && violation > TOLERANCE * largest; sweep++) {
      violation = sweep(u, product);
      BitSet before = used;
      used = positive(u);
      if (used.equals(before) && !used.equals(solved)) {
        solve(used, u, product);
        solved = used;
      }
    }
    return u;
  }

  private static BitSet positive(double[] u) {
    BitSet positive = new BitSet(u.length);
    for (int t = 0; t < u.length; t++) {
      positive.set(t, u[t] > 0);
    }
    return positive;
  }

  /**
   * Sets the codes of the elements in use to the best there are, if none of these is negative and
   * there is one solution alone.
   */
  private void solve(BitSet used, double[] u, double[] product) {
    int[] elements = used.stream().toArray();
    int m = elements.length;
    // Cholesky's factor L and, in its last row, the solution of L y = b.
    double[][] lower = new double[m + 1][m];
    for (int i = 0; i <= m; i++) {
      for (int j = 0; j <= Math.min(i, m - 1); j++) {
        double sum = i < m ? gram[elements[i]][elements[j]] : product[elements[j]];
        for (int l = 0; l < j; l++) {
          sum -= lower[i][l] * lower[j][l];
        }
        if (i == j && sum <= SINGULAR * gram[elements[i]][elements[i]]) {
          return;
        }
        lower[i][j] = i == j ? Math.sqrt(sum) : sum / lower[j][j];
      }
    }
    double[] solution = lower[m];
    for (int i = m - 1; i >= 0; i--) {
      for (int l = i + 1; l < m; l++) {
        solution[i] -= lower[l][i] * solution[l];
      }
      solution[i] /= lower[i][i];
      if (!(solution[i] > 0)) {
        return;
      }
    }
    for (int i = 0; i < m; i++) {
      u[elements[i]] = solution[i];
    }
  }

  /** Inner products of the row that starts at {@code from} with every element, length k. */
  public double[] products(float[] buffer, int from) {
    double[] product = new double[elements.length];
    for (int t = 0; t < elements.length; t += ABREAST) {
      double[] w0 = elements[t];
      double[] w1 = elements[t + 1];
      double[] w2 = elements[t + 2];
      double[] w3 = elements[t + 3];
      double[] w4 = elements[t + 4];
      double dot0 = 0;
      double dot1 = 0;
      double dot2 = 0;
      double dot3 = 0;
      double dot4 = 0;
      for (int j = 0; j < w0.length; j++) {
        double a = buffer[from + j];
        dot0 += a * w0[j];
        dot1 += a * w1[j];
        dot2 += a * w2[j];
        dot3 += a * w3[j];
        dot4 += a * w4[j];
      }
      product[t] = dot0;
      product[t + 1] = dot1;
      product[t + 2] = dot2;
      product[t + 3] = dot3;
      product[t + 4] = dot4;
    }
    return Arrays.copyOf(product, gram.length);
  }

  /** One pass over the coordinates. Returns the largest projected gradient that it met. */
  private double sweep(double[] u, double[] product) {
    double violation = 0;
    for (int t = 0; t < u.length; t++) {
      if (gram[t][t] == 0) {
        continue;
      }
      double gradient = -product[t];
      for (int s = 0; s < u.length; s++) {
        gradient += gram[t][s] * u[s];
      }
      violation = Math.max(violation, Math.abs(u[t] == 0 ? Math.min(0, gradient) : gradient));
      u[t] = Math.max(0, u[t] - gradient / gram[t][t]);
    }
    return violation;
  }
}
