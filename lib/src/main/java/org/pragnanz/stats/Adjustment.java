package org.pragnanz.stats;

import java.util.Comparator;
import java.util.stream.IntStream;

/** How the p-values of a family of m tests are adjusted so that its error rate stays as stated. */
public enum Adjustment {
  /** min(1, m p), each by itself (Bonferroni; Dunn 1961). */
  BONFERRONI {
    @Override
    public double[] adjust(double[] p) {
      double[] adjusted = new double[p.length];
      for (int i = 0; i < p.length; i++) {
        adjusted[i] = Math.min(1, p.length * p[i]);
      }
      return adjusted;
    }
  },

  /**
   * Step-down: the j-th smallest p (from 0) times m − j, never below a smaller p's (Holm 1979,
   * Scand. J. Stat. 6, 65-70). As strict as Bonferroni's, and never less powerful.
   */
  HOLM {
    @Override
    public double[] adjust(double[] p) {
      int[] ascending =
          IntStream.range(0, p.length)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> p[i]))
              .mapToInt(Integer::intValue)
              .toArray();
      double[] adjusted = new double[p.length];
      double highest = 0;
      for (int j = 0; j < p.length; j++) {
        highest = Math.max(highest, Math.min(1, (p.length - j) * p[ascending[j]]));
        adjusted[ascending[j]] = highest;
      }
      return adjusted;
    }
  };

  /**
   * @param p the family's p-values, each from 0 to 1
   * @return the adjusted ones in the same order
   */
  public abstract double[] adjust(double[] p);
}
