package org.pragnanz.stats;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.CholeskyDecomposition;

/**
 * Laplace's approximation of the deviance of a logistic model with two crossed random intercepts,
 * and its gradient.
 *
 * <p>With standard normal effects u of the groups a and b, η = X β + σa u_a + σb u_b. For given
 * (σa, σb, β) Newton's method finds the mode û of f(u) = −2 log L(y | u) + |u|²; the deviance is
 * f(û) + log |H|, H = I + Z'WZ, up to a constant (Bates et al. 2015, J. Stat. Softw. 67(1); Breslow
 * and Clayton 1993). H is diagonal over the groups a and over the groups b, so that eliminating the
 * more numerous ones leaves a dense system as large as the others are many: one pass costs O(rows ×
 * rows of a group), not the cube of all groups.
 */
final class CrossedLaplace {
  private static final int MOST_ITERATIONS = 100;
  private static final double CLOSE = 1e-14;
  // What sums over many rows lose to rounding.
  private static final double ROUNDING = 1e-12;

  private final int columns;
  private final int[] start;
  private final int[] inner;
  private final double[] x;
  private final boolean[] success;

  // The last mode: where the search for the next one starts.
  private final double[] outerMode;
  private final double[] innerMode;

  // At the mode, by row.
  private final double[] residual;
  private final double[] weight;

  /** The factors of H at the mode. */
  private record Factored(double[] outerDiagonal, CholeskyDecomposition schur) {}

  /**
   * @param deviance Laplace's approximation
   * @param gradient its derivatives by σ outer, σ inner and the coefficients
   */
  record Value(double deviance, double[] gradient) {}

  /**
   * @param outer the group of each row in the factor with more groups, from 0
   * @param inner the group in the other factor, from 0
   * @param x fixed effects, a row each
   */
  CrossedLaplace(int[] outer, int[] inner, double[][] x, boolean[] success) {
    int[] order =
        IntStream.range(0, outer.length)
            .boxed()
            .sorted((i, j) -> outer[i] != outer[j] ? outer[i] - outer[j] : inner[i] - inner[j])
            .mapToInt(Integer::intValue)
            .toArray();
    this.columns = x[0].length;
    this.outerMode = new double[Arrays.stream(outer).max().orElseThrow() + 1];
    this.innerMode = new double[Arrays.stream(inner).max().orElseThrow() + 1];
    this.start = new int[outerMode.length + 1];
    this.inner = new int[order.length];
    this.x = new double[order.length * columns];
    this.success = new boolean[order.length];
    for (int i = 0; i < order.length; i++) {
      start[outer[order[i]] + 1]++;
      this.inner[i] = inner[order[i]];
      this.success[i] = success[order[i]];
      System.arraycopy(x[order[i]], 0, this.x, i * columns, columns);
    }
    Arrays.parallelPrefix(start, Integer::sum);
    this.residual = new double[order.length];
    this.weight = new double[order.length];
  }

  /**
   * @param parameters σ outer, σ inner (of any sign: the deviance is even in both), coefficients
   */
  Value at(double[] parameters) {
    double outerSd = parameters[0];
    double innerSd = parameters[1];
    double[] fixed = fixed(parameters);
    double objective = evaluate(fixed, outerSd, innerSd, outerMode, innerMode);
    for (int iteration = 0; ; iteration++) {
      Factored factored = factor(outerSd, innerSd);
      double[] outerStep = new double[outerMode.length];
      double[] innerStep = new double[innerMode.length];
      gather(residual, outerSd, innerSd, outerStep, innerStep);
      double decrement = 0;
      for (int a = 0; a < outerMode.length; a++) {
        outerStep[a] -= outerMode[a];
      }
      for (int b = 0; b < innerMode.length; b++) {
        innerStep[b] -= innerMode[b];
      }
      double[] outerSlope = outerStep.clone();
      double[] innerSlope = innerStep.clone();
      solve(factored, outerSd, innerSd, outerStep, innerStep);
      decrement += Steps.dot(outerSlope, outerStep) + Steps.dot(innerSlope, innerStep);
      if (decrement < CLOSE * (1 + Math.abs(objective)) || iteration == MOST_ITERATIONS) {
        return new Value(
            objective + logDeterminant(factored), gradient(factored, outerSd, innerSd));
      }
      objective = step(fixed, outerSd, innerSd, objective, outerStep, innerStep);
    }
  }

  private double step(
      double[] fixed,
      double outerSd,
      double innerSd,
      double objective,
      double[] outerStep,
      double[] innerStep) {
    for (double length = 1; ; length /= 2) {
      double[] outer = Steps.from(outerMode, outerStep, length);
      double[] inner = Steps.from(innerMode, innerStep, length);
      double next = evaluate(fixed, outerSd, innerSd, outer, inner);
      if (next <= objective + ROUNDING * Math.abs(objective) || length < 1e-6) {
        System.arraycopy(outer, 0, outerMode, 0, outer.length);
        System.arraycopy(inner, 0, innerMode, 0, inner.length);
        return next;
      }
    }
  }

  private double[] fixed(double[] parameters) {
    double[] fixed = new double[inner.length];
    for (int i = 0; i < fixed.length; i++) {
      for (int c = 0; c < columns; c++) {
        fixed[i] += x[i * columns + c] * parameters[2 + c];
      }
    }
    return fixed;
  }

  /** f at u; leaves residuals and weights behind. */
  private double evaluate(
      double[] fixed, double outerSd, double innerSd, double[] outer, double[] innerEffects) {
    double objective = Steps.dot(outer, outer) + Steps.dot(innerEffects, innerEffects);
    for (int a = 0; a < outer.length; a++) {
      double ofGroup = outerSd * outer[a];
      for (int i = start[a]; i < start[a + 1]; i++) {
        double eta = fixed[i] + ofGroup + innerSd * innerEffects[inner[i]];
        double small = Math.exp(-Math.abs(eta));
        double likely = 1 / (1 + small);
        double mean = eta > 0 ? likely : small * likely;
        residual[i] = (success[i] ? 1 : 0) - mean;
        weight[i] = small * likely * likely;
        objective += 2 * (Math.log1p(small) + (success[i] == eta > 0 ? 0 : Math.abs(eta)));
      }
    }
    return objective;
  }

  /** Eliminates the outer effects: diagonal, and Cholesky's factor of what is left. */
  private Factored factor(double outerSd, double innerSd) {
    double[] diagonal = new double[outerMode.length];
    double[][] schur = new double[innerMode.length][innerMode.length];
    for (int b = 0; b < schur.length; b++) {
      schur[b][b] = 1;
    }
    for (int a = 0; a < diagonal.length; a++) {
      double sum = 0;
      for (int i = start[a]; i < start[a + 1]; i++) {
        sum += weight[i];
      }
      diagonal[a] = 1 + outerSd * outerSd * sum;
      double scale = outerSd * outerSd * innerSd * innerSd / diagonal[a];
      for (int i = start[a]; i < start[a + 1]; i++) {
        double[] row = schur[inner[i]];
        row[inner[i]] += innerSd * innerSd * weight[i];
        double scaled = scale * weight[i];
        // Rows of a group are ordered, so this fills the lower half, and all of the diagonal.
        for (int j = start[a]; j < start[a + 1] && inner[j] <= inner[i]; j++) {
          row[inner[j]] -= scaled * weight[j];
        }
      }
    }
    for (int b = 0; b < schur.length; b++) {
      for (int c = 0; c < b; c++) {
        schur[c][b] = schur[b][c];
      }
    }
    return new Factored(
        diagonal, new CholeskyDecomposition(new Array2DRowRealMatrix(schur, false), 1e-8, 1e-14));
  }

  private static double logDeterminant(Factored factored) {
    double sum = 0;
    for (double value : factored.outerDiagonal()) {
      sum += Math.log(value);
    }
    double[][] lower = factored.schur().getL().getData();
    for (int b = 0; b < lower.length; b++) {
      sum += 2 * Math.log(lower[b][b]);
    }
    return sum;
  }

  /** Z' of values by row. */
  private void gather(
      double[] values, double outerSd, double innerSd, double[] outer, double[] innerSums) {
    for (int a = 0; a < outer.length; a++) {
      for (int i = start[a]; i < start[a + 1]; i++) {
        outer[a] += outerSd * values[i];
        innerSums[inner[i]] += innerSd * values[i];
      }
    }
  }

  /** Replaces a right side by H⁻¹ of it. */
  private void solve(
      Factored factored, double outerSd, double innerSd, double[] outer, double[] innerSide) {
    double cross = outerSd * innerSd;
    double[] diagonal = factored.outerDiagonal();
    for (int a = 0; a < outer.length; a++) {
      double share = cross * outer[a] / diagonal[a];
      for (int i = start[a]; i < start[a + 1]; i++) {
        innerSide[inner[i]] -= share * weight[i];
      }
    }
    double[] solved =
        factored.schur().getSolver().solve(new Array2DRowRealMatrix(innerSide)).getColumn(0);
    System.arraycopy(solved, 0, innerSide, 0, solved.length);
    for (int a = 0; a < outer.length; a++) {
      double sum = outer[a];
      for (int i = start[a]; i < start[a + 1]; i++) {
        sum -= cross * weight[i] * innerSide[inner[i]];
      }
      outer[a] = sum / diagonal[a];
    }
  }

  /**
   * The total derivative: of f by its own terms (û is its minimum), of log |H| by the parameters
   * and by û, which moves with them.
   */
  private double[] gradient(Factored factored, double outerSd, double innerSd) {
    double[] gradient = new double[2 + columns];
    double[] bend = new double[inner.length];
    double[][] inverse = factored.schur().getSolver().getInverse().getData();
    for (int a = 0; a < outerMode.length; a++) {
      bend(a, factored.outerDiagonal()[a], inverse, outerSd, innerSd, bend, gradient);
    }
    double[] outer = new double[outerMode.length];
    double[] innerSide = new double[innerMode.length];
    gather(bend, outerSd, innerSd, outer, innerSide);
    solve(factored, outerSd, innerSd, outer, innerSide);
    for (int a = 0; a < outerMode.length; a++) {
      for (int i = start[a]; i < start[a + 1]; i++) {
        int b = inner[i];
        double moved = outerSd * outer[a] + innerSd * innerSide[b];
        double slope = bend[i] - weight[i] * moved - 2 * residual[i];
        gradient[0] += slope * outerMode[a] + outer[a] * residual[i];
        gradient[1] += slope * innerMode[b] + innerSide[b] * residual[i];
        for (int c = 0; c < columns; c++) {
          gradient[2 + c] += slope * x[i * columns + c];
        }
      }
    }
    return gradient;
  }

  /**
   * For the rows of one outer group: how log |H| changes with η (the variance of η given the data
   * times the derivative of the weight), and, added to the gradient, how it changes with σ alone.
   */
  private void bend(
      int a,
      double diagonal,
      double[][] inverse,
      double outerSd,
      double innerSd,
      double[] bend,
      double[] gradient) {
    double cross = outerSd * innerSd;
    double ofOuter = 0;
    for (int i = start[a]; i < start[a + 1]; i++) {
      double sum = 0;
      double[] row = inverse[inner[i]];
      for (int j = start[a]; j < start[a + 1]; j++) {
        sum += weight[j] * row[inner[j]];
      }
      // The covariance of the outer effect with this row's inner one, held here for a moment.
      bend[i] = -cross * sum / diagonal;
      ofOuter -= cross * weight[i] * bend[i] / diagonal;
    }
    ofOuter += 1 / diagonal;
    for (int i = start[a]; i < start[a + 1]; i++) {
      double both = bend[i];
      double ofInner = inverse[inner[i]][inner[i]];
      double variance =
          outerSd * outerSd * ofOuter + 2 * cross * both + innerSd * innerSd * ofInner;
      double mean = (success[i] ? 1 : 0) - residual[i];
      bend[i] = variance * weight[i] * (1 - 2 * mean);
      gradient[0] += 2 * weight[i] * (outerSd * ofOuter + innerSd * both);
      gradient[1] += 2 * weight[i] * (innerSd * ofInner + outerSd * both);
    }
  }
}
