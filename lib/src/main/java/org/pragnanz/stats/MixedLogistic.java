package org.pragnanz.stats;

import java.util.Arrays;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Logistic regression with crossed random intercepts of participants and units, by maximum
 * likelihood in Laplace's approximation: the model that R's {@code glmer(correct ~ ... +
 * (1|participant) + (1|unit), family = binomial)} of lme4 fits.
 *
 * <p>The deviance is minimised over the standard deviations and the coefficients together by
 * Newton's method, its Hessian from differences of the exact gradient. Standard errors come from
 * the Hessian at the minimum, as lme4's do, and so hold the doubt about the standard deviations.
 *
 * @param coefficients the fixed effects, in log odds
 * @param standardErrors theirs
 * @param participantSd standard deviation between participants, in log odds
 * @param unitSd standard deviation between units, in log odds
 * @param deviance −2 log likelihood
 * @param rows answers
 */
public record MixedLogistic(
    double[] coefficients,
    double[] standardErrors,
    double participantSd,
    double unitSd,
    double deviance,
    int rows) {
  private static final int MOST_ITERATIONS = 60;
  private static final double DIFFERENCE = 1e-4;
  // Of the deviance: absolute, and as a share, which rounding in sums over many answers asks for.
  private static final double CLOSE = 1e-9;
  private static final double ROUNDING = 1e-12;
  private static final double STARTING_SD = 0.5;
  // Log odds beyond which a coefficient is on its way to infinity.
  private static final double SEPARATED = 15;
  private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

  /** The data have no finite maximum of the likelihood, such as where nobody ever errs. */
  public static final class NoFit extends Exception {
    private NoFit(String message) {
      super(message);
    }
  }

  /**
   * @param participant of each answer, from 0 without gaps
   * @param unit of each answer, from 0 without gaps
   * @param x fixed effects, a row an answer, the constant among them as the first
   * @param correct whether each answer is right
   * @throws NoFit where the likelihood has no maximum
   */
  public static MixedLogistic fit(int[] participant, int[] unit, double[][] x, boolean[] correct)
      throws NoFit {
    boolean manyUnits = groups(unit) > groups(participant);
    CrossedLaplace laplace =
        manyUnits
            ? new CrossedLaplace(unit, participant, x, correct)
            : new CrossedLaplace(participant, unit, x, correct);
    double[] at = start(x, correct);
    CrossedLaplace.Value value = laplace.at(at);
    for (int iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
      double[] step = step(hessian(laplace, at), value.gradient());
      double decrement = -Steps.dot(step, value.gradient());
      double noise = ROUNDING * Math.abs(value.deviance());
      if (decrement < CLOSE + noise) {
        return result(laplace, at, value, manyUnits, correct.length);
      }
      CrossedLaplace.Value next = laplace.at(Steps.from(at, step, 1));
      double length = 1;
      while (!(next.deviance() < value.deviance() + noise) && length > 1e-6) {
        length /= 2;
        next = laplace.at(Steps.from(at, step, length));
      }
      at = Steps.from(at, step, length);
      value = next;
      if (Arrays.stream(at).anyMatch(v -> !(Math.abs(v) < SEPARATED))) {
        throw new NoFit("a coefficient grows without bound, as where all answers are alike");
      }
    }
    throw new NoFit("the likelihood has no maximum that could be found");
  }

  /** Wald's interval of a coefficient. */
  public Interval interval(int coefficient, double level) {
    double reach =
        NORMAL.inverseCumulativeProbability((1 + level) / 2) * standardErrors[coefficient];
    return new Interval(coefficients[coefficient] - reach, coefficients[coefficient] + reach);
  }

  /** Wald's z of a coefficient. */
  public double z(int coefficient) {
    return coefficients[coefficient] / standardErrors[coefficient];
  }

  /** Two-sided p-value of a coefficient against 0, by Wald's z. */
  public double p(int coefficient) {
    return 2 * NORMAL.cumulativeProbability(-Math.abs(z(coefficient)));
  }

  private static MixedLogistic result(
      CrossedLaplace laplace, double[] at, CrossedLaplace.Value value, boolean manyUnits, int rows)
      throws NoFit {
    RealMatrix inverse = inverse(hessian(laplace, at));
    int n = at.length - 2;
    double[] errors = new double[n];
    for (int c = 0; c < n; c++) {
      errors[c] = Math.sqrt(2 * inverse.getEntry(2 + c, 2 + c));
      if (!(errors[c] > 0)) {
        throw new NoFit("the likelihood is flat in a coefficient");
      }
    }
    return new MixedLogistic(
        Arrays.copyOfRange(at, 2, at.length),
        errors,
        Math.abs(at[manyUnits ? 1 : 0]),
        Math.abs(at[manyUnits ? 0 : 1]),
        value.deviance(),
        rows);
  }

  private static double[] start(double[][] x, boolean[] correct) throws NoFit {
    int right = 0;
    for (boolean c : correct) {
      right += c ? 1 : 0;
    }
    if (right == 0 || right == correct.length) {
      throw new NoFit("all answers are alike");
    }
    double[] at = new double[2 + x[0].length];
    at[0] = STARTING_SD;
    at[1] = STARTING_SD;
    at[2] = Math.log(right / (double) (correct.length - right));
    return at;
  }

  private static RealMatrix hessian(CrossedLaplace laplace, double[] at) {
    int n = at.length;
    double[][] hessian = new double[n][];
    for (int i = 0; i < n; i++) {
      double[] moved = at.clone();
      moved[i] += DIFFERENCE;
      double[] above = laplace.at(moved).gradient();
      moved[i] -= 2 * DIFFERENCE;
      double[] below = laplace.at(moved).gradient();
      hessian[i] = new double[n];
      for (int j = 0; j < n; j++) {
        hessian[i][j] = (above[j] - below[j]) / (2 * DIFFERENCE);
      }
    }
    RealMatrix matrix = new Array2DRowRealMatrix(hessian, false);
    return matrix.add(matrix.transpose()).scalarMultiply(0.5);
  }

  /** Newton's step; directions in which the deviance bends down are taken as if it bent up. */
  private static double[] step(RealMatrix hessian, double[] gradient) {
    double[] step = inverse(hessian).operate(gradient);
    for (int i = 0; i < step.length; i++) {
      step[i] = -step[i];
    }
    return step;
  }

  private static RealMatrix inverse(RealMatrix hessian) {
    EigenDecomposition eigen = new EigenDecomposition(hessian);
    double[] values = eigen.getRealEigenvalues();
    double largest = Arrays.stream(values).map(Math::abs).max().orElseThrow();
    RealMatrix scaled = eigen.getV().copy();
    for (int c = 0; c < values.length; c++) {
      double bent = Math.max(Math.abs(values[c]), 1e-10 * largest);
      for (int r = 0; r < values.length; r++) {
        scaled.multiplyEntry(r, c, 1 / bent);
      }
    }
    return scaled.multiply(eigen.getVT());
  }

  private static int groups(int[] group) {
    return Arrays.stream(group).max().orElseThrow() + 1;
  }
}
