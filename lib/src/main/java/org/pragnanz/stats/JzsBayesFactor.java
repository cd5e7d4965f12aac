package org.pragnanz.stats;

import org.apache.commons.math3.analysis.integration.IterativeLegendreGaussIntegrator;

/**
 * The Bayes factor of Jeffreys, Zellner and Siow of a t statistic, for an effect against none
 * (Rouder et al. 2009, Psychon. Bull. Rev. 16, 225-237, Eq. 1): the effect in standard deviations
 * is Cauchy of scale √2/2, as in R's {@code BayesFactor::ttest.tstat}.
 */
final class JzsBayesFactor {
  private static final double SCALE = Math.sqrt(0.5);
  private static final int POINTS = 20;
  private static final int MOST_EVALUATIONS = 1_000_000;

  private JzsBayesFactor() {}

  /**
   * @param df degrees of freedom of t
   * @param n the effective size of the sample: n of one sample, n1 n2 / (n1 + n2) of two
   */
  static double of(double t, double df, double n) {
    double none = -(df + 1) / 2 * Math.log1p(t * t / df);
    // g is inverse chi-squared with one degree of freedom; over its logarithm.
    return new IterativeLegendreGaussIntegrator(POINTS, 1e-9, 1e-300, 1, 30)
        .integrate(
            MOST_EVALUATIONS,
            x -> {
              double g = Math.exp(x);
              double spread = 1 + n * SCALE * SCALE * g;
              double effect =
                  -0.5 * Math.log(spread) - (df + 1) / 2 * Math.log1p(t * t / (spread * df));
              double prior = -0.5 * Math.log(2 * Math.PI) - 0.5 * x - 0.5 / g;
              return Math.exp(effect - none + prior);
            },
            Math.log(1e-3),
            Math.log(1e12));
  }
}
