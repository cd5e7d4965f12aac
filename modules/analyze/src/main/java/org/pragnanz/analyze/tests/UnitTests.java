package org.pragnanz.analyze.tests;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.pragnanz.analyze.responses.Condition;
import org.pragnanz.analyze.responses.Tally;
import org.pragnanz.data.Unit;

/**
 * Whether the bases differ over units: Wilcoxon's signed-rank test of each unit's accuracy in a
 * basis less that in the baseline, a family within each study. The test over participants and the
 * mixed model speak of these units; this one asks whether other units would show the same, of these
 * participants.
 */
public final class UnitTests {
  private UnitTests() {}

  /**
   * @param alternative greater: units are clearer in the other basis
   */
  public static List<TestRow> of(
      List<UnitScore> units, Contrasts contrasts, AlternativeHypothesis alternative) {
    Map<Condition, Map<Unit, Tally>> tallies =
        units.stream()
            .collect(
                groupingBy(
                    UnitScore::condition,
                    TreeMap::new,
                    toMap(UnitScore::unit, UnitScore::main, (a, b) -> a, TreeMap::new)));
    List<TestRow> rows = new ArrayList<>();
    contrasts.pairs(tallies.keySet()).stream()
        .collect(groupingBy(Contrasts.Pair::study, TreeMap::new, toList()))
        .forEach(
            (study, pairs) ->
                rows.addAll(
                    TestRow.adjusted(
                        pairs.stream().map(pair -> row(pair, tallies, alternative)).toList())));
    return rows;
  }

  private static TestRow row(
      Contrasts.Pair pair,
      Map<Condition, Map<Unit, Tally>> tallies,
      AlternativeHypothesis alternative) {
    Map<Unit, Tally> baseline = tallies.get(pair.baseline());
    double[] differences =
        tallies.get(pair.basis()).entrySet().stream()
            .filter(e -> baseline.containsKey(e.getKey()))
            .mapToDouble(e -> e.getValue().less(baseline.get(e.getKey())))
            .toArray();
    Map<Unit, Tally> basis = tallies.get(pair.basis());
    long both = basis.keySet().stream().filter(baseline::containsKey).count();
    long alone = basis.size() + baseline.size() - 2 * both;
    TestRow row =
        Rows.signedRank(
                Subject.of(
                    Question.BASES_BY_UNIT,
                    pair.study().label(),
                    pair.basis().basis(),
                    pair.baseline().basis(),
                    "accuracy by unit of %s against %s: %s"
                        .formatted(
                            pair.basis().basis(), pair.baseline().basis(), pair.study().label()),
                    pair.study()),
                alternative,
                differences)
            .taking("units random, these participants as they are");
    return alone == 0
        ? row
        : row.noting("units shown in one of the bases alone are left out, %d".formatted(alone));
  }
}
