package org.pragnanz.stats;

import org.apache.commons.math3.stat.descriptive.moment.Mean;
import org.apache.commons.math3.stat.descriptive.moment.StandardDeviation;
import org.apache.commons.statistics.inference.TTest;

/**
 * What Student's t-test of one sample against a fixed mean found, two-sided.
 *
 * @param t (mean − mu) / (s / √n); infinite where the values do not vary
 * @param df degrees of freedom, n − 1
 * @param p the two-sided p-value
 * @param mean the sample's mean
 * @param cohenD Cohen's d, (mean − mu) / s, with s the standard deviation over n − 1 (Cohen 1988)
 * @param interval the 95 % interval of the mean
 */
public record OneSampleT(
    double t, int df, double p, double mean, double cohenD, Interval interval) {
  /**
   * Tests whether a sample's mean is {@code mu}.
   *
   * @param values at least 2 that are not all {@code mu}
   * @param mu the mean under the null hypothesis
   */
  public static OneSampleT test(double[] values, double mu) {
    TTest.Result result = TTest.withDefaults().withMu(mu).test(values);
    double mean = new Mean().evaluate(values);
    return new OneSampleT(
        result.getStatistic(),
        values.length - 1,
        result.getPValue(),
        mean,
        (mean - mu) / new StandardDeviation().evaluate(values, mean),
        Interval.ofMean(values, Interval.LEVEL));
  }
}
