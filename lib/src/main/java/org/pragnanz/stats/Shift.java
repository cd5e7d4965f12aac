package org.pragnanz.stats;

import java.util.Arrays;
import java.util.function.LongUnaryOperator;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.stat.ranking.NaturalRanking;
import org.apache.commons.math3.util.CombinatoricsUtils;

/**
 * By how much one sample lies above another, or paired differences above 0: the estimate of Hodges
 * and Lehmann (1963, Ann. Math. Stat. 34, 598-611) with the interval that belongs to the rank test.
 *
 * <p>The estimate is the median of all differences x − y, or of all means of two differences (Walsh
 * averages). The interval's ends are the order statistics of the same values that the test would
 * just not reject (Hollander and Wolfe 1999, sections 3.3 and 4.3), from the exact distribution of
 * the test's statistic for small samples without ties, as in R's {@code wilcox.test}, and else from
 * its normal approximation with the variance of the ranks.
 *
 * <p>Cost: O(n log n) and no more memory than the samples, as the order statistics are found by
 * bisection over the doubles, counting the differences below.
 *
 * @param estimate the shift
 * @param interval its interval
 * @param level the interval's level: the one asked for, or the highest that so few values allow
 * @param exact whether the interval rests on the exact distribution
 */
public record Shift(double estimate, Interval interval, double level, boolean exact) {
  private static final int FEW = 8;
  private static final int NOT_TOO_MANY = 200;
  private static final int FEW_PAIRS = 50;

  /** Differences of two samples, or Walsh averages of one, ordered without being listed. */
  private interface Ordered {
    long size();

    /** How many are at most {@code value}. */
    long atMost(double value);
  }

  /**
   * How far x lies above y.
   *
   * @param x at least 1 finite value
   * @param y at least 1 finite value
   * @param level such as {@link Interval#LEVEL}
   */
  public static Shift between(double[] x, double[] y, double level) {
    Ordered differences = new Differences(sorted(x), sorted(y));
    double[] all = concatenated(x, y);
    boolean exact =
        distinct(all)
            && Math.min(x.length, y.length) <= FEW
            && Math.max(x.length, y.length) <= NOT_TOO_MANY;
    long rank =
        exact
            ? lowestNotRejected(rankSumCounts(x.length, y.length), level)
            : lowestNotRejected(differences.size(), rankSumDeviation(all, x.length), level);
    double orders = CombinatoricsUtils.binomialCoefficientDouble(all.length, x.length);
    return of(differences, rank, Math.min(level, 1 - 2 / orders), exact);
  }

  /**
   * How far paired differences lie above 0; those that are 0 count, as in the sample's median.
   *
   * @param differences at least 1 finite value
   * @param level such as {@link Interval#LEVEL}
   */
  public static Shift of(double[] differences, double level) {
    double[] sorted = sorted(differences);
    double[] sizes = Arrays.stream(sorted).map(Math::abs).toArray();
    int n = sorted.length;
    boolean exact = distinct(sizes) && n <= FEW_PAIRS && Arrays.stream(sizes).allMatch(d -> d > 0);
    Ordered averages = new WalshAverages(sorted);
    double squares = Arrays.stream(new NaturalRanking().rank(sizes)).map(r -> r * r).sum();
    long rank =
        exact
            ? lowestNotRejected(signedRankCounts(n), level)
            : lowestNotRejected(averages.size(), Math.sqrt(squares / 4), level);
    return of(averages, rank, Math.min(level, 1 - 2 / Math.pow(2, n)), exact);
  }

  private static Shift of(Ordered values, long rank, double level, boolean exact) {
    long n = values.size();
    double median = (ranked(values, (n + 1) / 2) + ranked(values, n / 2 + 1)) / 2;
    return new Shift(
        median, new Interval(ranked(values, rank), ranked(values, n + 1 - rank)), level, exact);
  }

  /**
   * The rank, from 1, of the lower end.
   *
   * @param counts orders that give each value of the statistic, from 0
   */
  private static long lowestNotRejected(double[] counts, double level) {
    double all = Arrays.stream(counts).sum();
    double below = 0;
    int q = 0;
    while ((below + counts[q]) / all < (1 - level) / 2) {
      below += counts[q++];
    }
    return Math.max(1, q);
  }

  private static long lowestNotRejected(long n, double deviation, double level) {
    double z = new NormalDistribution(null, 0, 1).inverseCumulativeProbability((1 + level) / 2);
    return Math.max(1, (long) Math.floor(n / 2.0 - z * deviation));
  }

  private static double rankSumDeviation(double[] all, int n1) {
    double[] ranks = new NaturalRanking().rank(all);
    double mean = (all.length + 1) / 2.0;
    double variance = Arrays.stream(ranks).map(r -> (r - mean) * (r - mean)).sum() / all.length;
    double n2 = all.length - n1;
    return all.length < 2 ? 0 : Math.sqrt(n1 * n2 * variance / (all.length - 1));
  }

  /** Orders of n1 + n2 values that give U = 0, 1, ...: the coefficients of a Gaussian binomial. */
  private static double[] rankSumCounts(int n1, int n2) {
    int few = Math.min(n1, n2);
    int many = Math.max(n1, n2);
    double[] counts = new double[n1 * n2 + 1];
    counts[0] = 1;
    for (int i = 1; i <= few; i++) {
      for (int u = counts.length - 1; u >= many + i; u--) {
        counts[u] -= counts[u - many - i];
      }
      for (int u = i; u < counts.length; u++) {
        counts[u] += counts[u - i];
      }
    }
    assert Arrays.stream(counts).sum() == CombinatoricsUtils.binomialCoefficientDouble(n1 + n2, n1);
    return counts;
  }

  /** Signs of n ranks that give a sum of positive ranks of 0, 1, ... */
  private static double[] signedRankCounts(int n) {
    double[] counts = new double[n * (n + 1) / 2 + 1];
    counts[0] = 1;
    for (int rank = 1; rank <= n; rank++) {
      for (int sum = counts.length - 1; sum >= rank; sum--) {
        counts[sum] += counts[sum - rank];
      }
    }
    return counts;
  }

  /** The value of a rank from 1: the smallest double that so many values do not exceed. */
  private static double ranked(Ordered values, long rank) {
    LongUnaryOperator count = bits -> values.atMost(fromOrdered(bits));
    long low = toOrdered(Double.NEGATIVE_INFINITY);
    long high = toOrdered(Double.POSITIVE_INFINITY);
    while (low < high) {
      long middle = (low & high) + ((low ^ high) >> 1);
      if (count.applyAsLong(middle) >= rank) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    // Not minus zero.
    return fromOrdered(low) + 0.0;
  }

  // The doubles in their order, as whole numbers.
  private static long toOrdered(double value) {
    long bits = Double.doubleToLongBits(value);
    return bits < 0 ? Long.MIN_VALUE - bits : bits;
  }

  private static double fromOrdered(long ordered) {
    return Double.longBitsToDouble(ordered < 0 ? Long.MIN_VALUE - ordered : ordered);
  }

  private record Differences(double[] x, double[] y) implements Ordered {
    @Override
    public long size() {
      return (long) x.length * y.length;
    }

    @Override
    public long atMost(double value) {
      long count = 0;
      int i = 0;
      for (int j = 0; j < y.length; j++) {
        while (i < x.length && x[i] - y[j] <= value) {
          i++;
        }
        count += i;
      }
      return count;
    }
  }

  private record WalshAverages(double[] d) implements Ordered {
    @Override
    public long size() {
      return (long) d.length * (d.length + 1) / 2;
    }

    @Override
    public long atMost(double value) {
      long count = 0;
      int j = d.length - 1;
      for (int i = 0; i < d.length; i++) {
        while (j >= i && (d[i] + d[j]) / 2 > value) {
          j--;
        }
        if (j < i) {
          break;
        }
        count += j - i + 1;
      }
      return count;
    }
  }

  private static double[] sorted(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted;
  }

  private static boolean distinct(double[] values) {
    return Arrays.stream(values).distinct().count() == values.length;
  }

  private static double[] concatenated(double[] x, double[] y) {
    double[] all = Arrays.copyOf(x, x.length + y.length);
    System.arraycopy(y, 0, all, x.length, y.length);
    return all;
  }
}
