package org.pragnanz.analyze.planning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.pragnanz.analyze.responses.Condition;
import org.pragnanz.analyze.responses.MainTrials;
import org.pragnanz.random.Draws;

/**
 * How well the units' scores of a condition would come out again with other participants: the
 * participants are halved at random, the halves' accuracies by unit correlated, and the mean
 * correlation over splits stepped up to all participants by Spearman and Brown, 2 r / (1 + r).
 *
 * @param condition experiment, model and basis
 * @param participants participants halved
 * @param units units that both halves answered, on average over splits
 * @param halves mean Pearson correlation between halves
 * @param reliability of the scores over all participants
 * @param ceiling the highest correlation that any observer without noise can be expected to have
 *     with the scores, √reliability; 0 where reliability is not above 0
 */
public record Reliability(
    Condition condition,
    int participants,
    double units,
    double halves,
    double reliability,
    double ceiling) {
  public static final int SPLITS = 200;

  private static final int FEWEST_PARTICIPANTS = 4;
  private static final int FEWEST_UNITS = 3;

  /** Of the conditions that have 4 participants and 3 units with varying scores. */
  public static List<Reliability> of(MainTrials main, long seed) {
    Map<Condition, List<Integer>> people = new TreeMap<>();
    for (int p = 0; p < main.participants().size(); p++) {
      people.computeIfAbsent(main.participants().get(p).condition(), c -> new ArrayList<>()).add(p);
    }
    int[] start = new int[main.participants().size() + 1];
    for (int participant : main.participant()) {
      start[participant + 1]++;
    }
    Arrays.parallelPrefix(start, Integer::sum);
    List<Reliability> all = new ArrayList<>();
    people.forEach(
        (condition, of) -> {
          if (of.size() >= FEWEST_PARTICIPANTS) {
            of(condition, of, main, start, seed).ifPresent(all::add);
          }
        });
    return all;
  }

  private static Optional<Reliability> of(
      Condition condition, List<Integer> people, MainTrials main, int[] start, long seed) {
    UniformRandomProvider random = Draws.generator(seed, "split-half", condition.label());
    int[] order = PermutationSampler.natural(people.size());
    double sum = 0;
    double units = 0;
    int splits = 0;
    for (int s = 0; s < SPLITS; s++) {
      PermutationSampler.shuffle(random, order);
      int[][][] counts = new int[2][2][main.units().size()];
      for (int i = 0; i < order.length; i++) {
        int[][] half = counts[i % 2];
        int p = people.get(order[i]);
        for (int a = start[p]; a < start[p + 1]; a++) {
          half[0][main.unit()[a]] += main.correct()[a] ? 1 : 0;
          half[1][main.unit()[a]]++;
        }
      }
      double[][] scores = scores(counts);
      double r =
          scores[0].length < FEWEST_UNITS
              ? Double.NaN
              : new PearsonsCorrelation().correlation(scores[0], scores[1]);
      if (!Double.isNaN(r)) {
        sum += r;
        units += scores[0].length;
        splits++;
      }
    }
    if (splits == 0) {
      return Optional.empty();
    }
    double r = sum / splits;
    double whole = 2 * r / (1 + r);
    return Optional.of(
        new Reliability(
            condition, people.size(), units / splits, r, whole, Math.sqrt(Math.max(0, whole))));
  }

  /** Accuracies in both halves of the units that both have. */
  private static double[][] scores(int[][][] counts) {
    int n = counts[0][0].length;
    double[][] scores = new double[2][n];
    int both = 0;
    for (int u = 0; u < n; u++) {
      if (counts[0][1][u] > 0 && counts[1][1][u] > 0) {
        scores[0][both] = counts[0][0][u] / (double) counts[0][1][u];
        scores[1][both++] = counts[1][0][u] / (double) counts[1][1][u];
      }
    }
    return new double[][] {Arrays.copyOf(scores[0], both), Arrays.copyOf(scores[1], both)};
  }
}
