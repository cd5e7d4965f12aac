package org.pragnanz.analyze.responses;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.pragnanz.data.Unit;

/**
 * The answers that count, a column each: place {@code i} of every array is one answer. Ordered by
 * participant and unit, whatever order the tables had.
 *
 * @param participants who answered, ordered
 * @param units the units asked about
 * @param participant the place of its participant among {@code participants}
 * @param unit the place of its unit among {@code units}
 * @param correct whether it is right
 * @param microseconds reaction time
 */
public record MainTrials(
    List<Participant> participants,
    List<Unit> units,
    int[] participant,
    int[] unit,
    boolean[] correct,
    long[] microseconds) {

  /** Answers to be filled in. */
  public static MainTrials ofSize(List<Participant> participants, List<Unit> units, int n) {
    return new MainTrials(participants, units, new int[n], new int[n], new boolean[n], new long[n]);
  }

  public int size() {
    return correct.length;
  }

  public Condition condition(int i) {
    return participants.get(participant[i]).condition();
  }

  MainTrials sorted() {
    List<Unit> ordered = units.stream().sorted().toList();
    Map<Unit, Integer> places = new TreeMap<>();
    ordered.forEach(u -> places.put(u, places.size()));
    int[] rank = units.stream().mapToInt(places::get).toArray();
    Integer[] order = IntStream.range(0, size()).boxed().toArray(Integer[]::new);
    Arrays.sort(
        order,
        Comparator.<Integer>comparingInt(i -> participant[i])
            .thenComparingInt(i -> rank[unit[i]])
            .thenComparing(i -> correct[i])
            .thenComparingLong(i -> microseconds[i]));
    MainTrials sorted = ofSize(participants, ordered, size());
    for (int i = 0; i < order.length; i++) {
      sorted.participant[i] = participant[order[i]];
      sorted.unit[i] = rank[unit[order[i]]];
      sorted.correct[i] = correct[order[i]];
      sorted.microseconds[i] = microseconds[order[i]];
    }
    return sorted;
  }

  /** The answers of some, in the same order. */
  public MainTrials where(IntPredicate of) {
    int[] places = IntStream.range(0, size()).filter(of).toArray();
    MainTrials some = ofSize(participants, units, places.length);
    for (int i = 0; i < places.length; i++) {
      some.participant[i] = participant[places[i]];
      some.unit[i] = unit[places[i]];
      some.correct[i] = correct[places[i]];
      some.microseconds[i] = microseconds[places[i]];
    }
    return some;
  }

  /** Right and all answers by condition and unit, ordered. */
  public Map<Condition, Map<Unit, Tally>> tallies() {
    Map<Condition, int[][]> counts = new TreeMap<>();
    int[][] of = {};
    for (int i = 0; i < size(); i++) {
      if (i == 0 || participant[i] != participant[i - 1]) {
        of = counts.computeIfAbsent(condition(i), c -> new int[2][units.size()]);
      }
      of[0][unit[i]] += correct[i] ? 1 : 0;
      of[1][unit[i]]++;
    }
    Map<Condition, Map<Unit, Tally>> tallies = new TreeMap<>();
    counts.forEach(
        (condition, count) -> {
          Map<Unit, Tally> byUnit = new TreeMap<>();
          for (int u = 0; u < units.size(); u++) {
            if (count[1][u] > 0) {
              byUnit.put(units.get(u), new Tally(count[0][u], count[1][u]));
            }
          }
          tallies.put(condition, byUnit);
        });
    return tallies;
  }
}
