package org.pragnanz.stats;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.commons.statistics.inference.AlternativeHypothesis;

/**
 * Exact distributions of rank statistics over all ways in which the ranks could have fallen, ties
 * at their mean rank. Two-sided p-values are twice the smaller tail.
 */
final class Permutations {
  private Permutations() {}

  /**
   * Of the sum of the ranks of x among all values (Mann and Whitney's U but for a constant).
   *
   * <p>Cost: O(n1 (n1 + n2)³) at most, n1 the smaller sample.
   */
  static double rankSum(double[] x, double[] y, AlternativeHypothesis alternative) {
    if (x.length > y.length) {
      return rankSum(y, x, turned(alternative));
    }
    int[] doubled = doubledRanks(concatenated(x, y));
    int observed = IntStream.range(0, x.length).map(i -> doubled[i]).sum();
    int largest = Arrays.stream(doubled).sorted().skip(y.length).sum();
    double[][] counts = new double[x.length + 1][largest + 1];
    counts[0][0] = 1;
    for (int rank : doubled) {
      for (int k = x.length; k > 0; k--) {
        for (int sum = largest; sum >= rank; sum--) {
          counts[k][sum] += counts[k - 1][sum - rank];
        }
      }
    }
    return p(counts[x.length], observed, alternative);
  }

  /** Of the sum of the ranks of the positive differences, none of which is 0. */
  static double signedRank(double[] differences, AlternativeHypothesis alternative) {
    int[] doubled = doubledRanks(Arrays.stream(differences).map(Math::abs).toArray());
    int observed =
        IntStream.range(0, doubled.length)
            .filter(i -> differences[i] > 0)
            .map(i -> doubled[i])
            .sum();
    double[] counts = new double[Arrays.stream(doubled).sum() + 1];
    counts[0] = 1;
    for (int rank : doubled) {
      for (int sum = counts.length - 1; sum >= rank; sum--) {
        counts[sum] += counts[sum - rank];
      }
    }
    return p(counts, observed, alternative);
  }

  /** Two-sided, of Spearman's coefficient: every order of y against x. */
  static double spearman(double[] x, double[] y) {
    int[] ranks = doubledRanks(x);
    int[] others = doubledRanks(y);
    long mean = (long) Arrays.stream(ranks).sum() * Arrays.stream(others).sum();
    long observed = 0;
    for (int i = 0; i < ranks.length; i++) {
      observed += (long) ranks[i] * others[i];
    }
    int n = ranks.length;
    long[] found = {0, 0};
    // Coefficients are compared as whole numbers: n Σ xy − Σ x Σ y.
    count(ranks, others, 0, 0, n, mean, Math.abs(n * observed - mean), found);
    return found[0] / (double) found[1];
  }

  private static void count(
      int[] x, int[] y, int at, long sum, int n, long mean, long least, long[] found) {
    if (at == n) {
      found[0] += Math.abs(n * sum - mean) >= least ? 1 : 0;
      found[1]++;
      return;
    }
    for (int j = at; j < n; j++) {
      swap(y, at, j);
      count(x, y, at + 1, sum + (long) x[at] * y[at], n, mean, least, found);
      swap(y, at, j);
    }
  }

  private static void swap(int[] values, int i, int j) {
    int held = values[i];
    values[i] = values[j];
    values[j] = held;
  }

  private static double p(double[] counts, int observed, AlternativeHypothesis alternative) {
    double all = Arrays.stream(counts).sum();
    double above = Arrays.stream(counts, observed, counts.length).sum() / all;
    double below = Arrays.stream(counts, 0, observed + 1).sum() / all;
    return switch (alternative) {
      case TWO_SIDED -> Math.min(1, 2 * Math.min(above, below));
      case GREATER_THAN -> above;
      case LESS_THAN -> below;
    };
  }

  private static AlternativeHypothesis turned(AlternativeHypothesis alternative) {
    return switch (alternative) {
      case TWO_SIDED -> alternative;
      case GREATER_THAN -> AlternativeHypothesis.LESS_THAN;
      case LESS_THAN -> AlternativeHypothesis.GREATER_THAN;
    };
  }

  /** Twice the ranks from 1, which are whole numbers for ties too. */
  private static int[] doubledRanks(double[] values) {
    return Arrays.stream(new NaturalRanking().rank(values))
        .mapToInt(rank -> (int) Math.round(2 * rank))
        .toArray();
  }

  private static double[] concatenated(double[] x, double[] y) {
    double[] all = Arrays.copyOf(x, x.length + y.length);
    System.arraycopy(y, 0, all, x.length, y.length);
    return all;
  }
}
