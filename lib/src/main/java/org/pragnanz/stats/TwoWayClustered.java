package org.pragnanz.stats;

import java.util.Arrays;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.statistics.inference.AlternativeHypothesis;

/**
 * An estimate over answers that takes participants and units both as random: its variance is
 * clustered in two ways (Cameron, Gelbach and Miller 2011, J. Bus. Econ. Stat. 29, 238-249).
 *
 * <p>With e the influence of an answer on the estimate, V = V_participants + V_units − V_cells,
 * each the sum of the squares of the e summed by participant, by unit, and by participant and unit;
 * V is never taken below the larger of the first two. The first two are scaled by m / (m − k), m
 * groups and k the parameters that they determine. The test is Student's t with Satterthwaite's
 * degrees of freedom of three parts: what participants add to the cells, what units add, and the
 * cells; at least those of the scarcer group.
 *
 * @param estimate such as a difference of means
 * @param standardError √V
 * @param df degrees of freedom
 * @param fewerDf those of the sums as they are, each of which holds the cells too
 */
public record TwoWayClustered(double estimate, double standardError, double df, double fewerDf) {
  /**
   * Groups of one kind.
   *
   * @param of the group of each answer, from 0 without gaps
   * @param count how many there are
   * @param df how many less the parameters that they determine, at least 1
   */
  public record Groups(int[] of, int count, int df) {
    double scale() {
      return count / (double) df;
    }
  }

  /**
   * @param estimate the estimate
   * @param influence by how much each answer moves it, summing to 0
   * @param participants who gave the answers
   * @param units what was asked about
   */
  public static TwoWayClustered of(
      double estimate, double[] influence, Groups participants, Groups units) {
    double byParticipant = participants.scale() * squares(sums(influence, participants));
    double byUnit = units.scale() * squares(sums(influence, units));
    double byCell = cells(influence, participants, units);
    double summed = byParticipant + byUnit - byCell;
    double variance = Math.max(summed, Math.max(byParticipant, byUnit));
    double[] df = {participants.df(), units.df(), (double) participants.df() * units.df()};
    double least = Math.min(df[0], df[1]);
    double[] added = {Math.max(0, byParticipant - byCell), Math.max(0, byUnit - byCell), byCell};
    double[] sums = {byParticipant, byUnit, byCell};
    return new TwoWayClustered(
        estimate,
        Math.sqrt(variance),
        Math.max(least, satterthwaite(variance, added, df)),
        Math.max(least, satterthwaite(variance, sums, df)));
  }

  private static double satterthwaite(double variance, double[] parts, double[] df) {
    double sum = 0;
    for (int i = 0; i < parts.length; i++) {
      sum += parts[i] * parts[i] / df[i];
    }
    return sum == 0 ? 0 : variance * variance / sum;
  }

  /**
   * The same with the fewer degrees of freedom: for slopes, where a few units at the ends decide.
   */
  public TwoWayClustered cautious() {
    return new TwoWayClustered(estimate, standardError, fewerDf, fewerDf);
  }

  /** The estimate in standard errors. */
  public double t() {
    return estimate / standardError;
  }

  /**
   * @param alternative greater: the estimate is above 0
   */
  public double p(AlternativeHypothesis alternative) {
    return p(estimate, alternative);
  }

  /**
   * The estimate's interval; of a one-sided alternative it is open on one side.
   *
   * @param level such as {@link Interval#LEVEL}
   */
  public Interval interval(double level, AlternativeHypothesis alternative) {
    boolean two = alternative == AlternativeHypothesis.TWO_SIDED;
    double reach =
        standardError * student().inverseCumulativeProbability(two ? (1 + level) / 2 : level);
    return new Interval(
        alternative == AlternativeHypothesis.LESS_THAN
            ? Double.NEGATIVE_INFINITY
            : estimate - reach,
        alternative == AlternativeHypothesis.GREATER_THAN
            ? Double.POSITIVE_INFINITY
            : estimate + reach);
  }

  /**
   * The larger p-value of two one-sided tests: below 0.05 the truth lies within the margin of 0
   * (Schuirmann 1987, J. Pharmacokinet. Biopharm. 15, 657-680).
   *
   * @param margin above 0
   */
  public double equivalence(double margin) {
    return Math.max(
        p(estimate + margin, AlternativeHypothesis.GREATER_THAN),
        p(estimate - margin, AlternativeHypothesis.LESS_THAN));
  }

  /**
   * How much likelier the estimate is where there is an effect than where there is none: the Bayes
   * factor of Jeffreys, Zellner and Siow (Rouder et al. 2009, Psychon. Bull. Rev. 16, 225-237). The
   * effect in standard deviations has a Cauchy distribution of scale √2/2.
   *
   * @param sd the standard deviation that the effect is counted in, above 0
   */
  public double bayesFactor(double sd) {
    return JzsBayesFactor.of(t(), df, sd * sd / (standardError * standardError));
  }

  private double p(double distance, AlternativeHypothesis alternative) {
    double t = distance / standardError;
    return switch (alternative) {
      case TWO_SIDED -> 2 * student().cumulativeProbability(-Math.abs(t));
      case GREATER_THAN -> student().cumulativeProbability(-t);
      case LESS_THAN -> student().cumulativeProbability(t);
    };
  }

  private TDistribution student() {
    return new TDistribution(null, df);
  }

  private static double[] sums(double[] influence, Groups groups) {
    double[] sums = new double[groups.count()];
    for (int i = 0; i < influence.length; i++) {
      sums[groups.of()[i]] += influence[i];
    }
    return sums;
  }

  private static double squares(double[] values) {
    return Arrays.stream(values).map(v -> v * v).sum();
  }

  /** The sum of squares by participant and unit; one participant's units at a time are held. */
  private static double cells(double[] influence, Groups participants, Groups units) {
    int[] start = new int[participants.count() + 1];
    for (int p : participants.of()) {
      start[p + 1]++;
    }
    Arrays.parallelPrefix(start, Integer::sum);
    int[] next = start.clone();
    int[] order = new int[influence.length];
    for (int i = 0; i < order.length; i++) {
      order[next[participants.of()[i]]++] = i;
    }
    double[] cell = new double[units.count()];
    double sum = 0;
    for (int p = 0; p < participants.count(); p++) {
      for (int i = start[p]; i < start[p + 1]; i++) {
        cell[units.of()[order[i]]] += influence[order[i]];
      }
      for (int i = start[p]; i < start[p + 1]; i++) {
        int unit = units.of()[order[i]];
        sum += cell[unit] * cell[unit];
        cell[unit] = 0;
      }
    }
    return sum;
  }
}
