package org.pragnanz.analyze.tests;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.pragnanz.analyze.responses.Condition;
import org.pragnanz.analyze.responses.MainTrials;

/**
 * How long answers to main trials took.
 *
 * @param condition experiment, model and basis
 * @param correct whether of the answers that are right, or of the others
 * @param n answers
 * @param percentiles 0 to 100, seconds
 */
public record ResponseTimes(Condition condition, boolean correct, int n, double[] percentiles) {

  /** By condition, wrong answers first; none of a condition that holds no times. */
  public static List<ResponseTimes> of(MainTrials main) {
    Set<Condition> conditions = new TreeSet<>();
    main.participants().forEach(p -> conditions.add(p.condition()));
    List<ResponseTimes> times = new ArrayList<>();
    conditions.forEach(
        condition -> {
          for (boolean correct : new boolean[] {false, true}) {
            long[] sorted =
                IntStream.range(0, main.size())
                    .filter(
                        i -> main.correct()[i] == correct && main.condition(i).equals(condition))
                    .mapToLong(i -> main.microseconds()[i])
                    .sorted()
                    .toArray();
            if (sorted.length > 0 && sorted[sorted.length - 1] > 0) {
              times.add(new ResponseTimes(condition, correct, sorted.length, percentiles(sorted)));
            }
          }
        });
    return times;
  }

  private static double[] percentiles(long[] sorted) {
    double[] percentiles = new double[101];
    Arrays.setAll(
        percentiles, p -> sorted[(int) Math.round(p / 100.0 * (sorted.length - 1))] / 1e6);
    return percentiles;
  }
}
