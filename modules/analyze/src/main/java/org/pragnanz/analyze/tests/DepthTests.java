package org.pragnanz.analyze.tests;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.pragnanz.analyze.responses.Condition;
import org.pragnanz.data.Unit;
import org.pragnanz.stats.Correlation;
import org.pragnanz.stats.CorrelationDifference;

/**
 * Correlation of the units' accuracy with their relative depth, within each condition (paper,
 * section 4.2), by Pearson and by Spearman; each coefficient's tests over all conditions are a
 * family. And whether the correlation differs between bases: of the same units, so that the two
 * coefficients are dependent.
 */
public final class DepthTests {
  private static final int FEWEST = 3;
  private static final int FEWEST_TO_DIFFER = 4;

  private DepthTests() {}

  public static List<TestRow> of(List<UnitScore> units, Contrasts contrasts) {
    Map<Condition, List<UnitScore>> conditions =
        units.stream().collect(groupingBy(UnitScore::condition, TreeMap::new, toList()));
    List<TestRow> rows = new ArrayList<>(family(conditions, TestRow.PEARSON, Correlation::pearson));
    rows.addAll(family(conditions, TestRow.SPEARMAN, Correlation::spearman));
    List<TestRow> differences = new ArrayList<>();
    for (Contrasts.Pair pair : contrasts.pairs(conditions.keySet())) {
      differences.add(difference(pair, conditions));
    }
    rows.addAll(TestRow.adjusted(differences));
    return rows;
  }

  private static List<TestRow> family(
      Map<Condition, List<UnitScore>> conditions,
      String test,
      BiFunction<double[], double[], Correlation> correlate) {
    List<TestRow> rows = new ArrayList<>();
    conditions.forEach((condition, units) -> rows.add(row(condition, units, test, correlate)));
    return TestRow.adjusted(rows);
  }

  private static TestRow row(
      Condition condition,
      List<UnitScore> all,
      String test,
      BiFunction<double[], double[], Correlation> correlate) {
    Subject subject =
        Subject.of(
                Question.DEPTH,
                condition.basis(),
                "",
                "accuracy with depth (%s): %s".formatted(test, condition.label()),
                condition.study())
            .inFamily("depth (%s)".formatted(test));
    List<UnitScore> units = all.stream().filter(u -> !Double.isNaN(u.depth())).toList();
    double[] depth = units.stream().mapToDouble(UnitScore::depth).toArray();
    double[] accuracy = units.stream().mapToDouble(u -> u.main().accuracy()).toArray();
    String reason = null;
    if (units.isEmpty()) {
      reason = "no unit's depth is known, give --units";
    } else if (units.size() < FEWEST) {
      reason = "%d units, at least %d are needed".formatted(units.size(), FEWEST);
    } else if (constant(depth)) {
      reason = "all units have the same depth";
    } else if (constant(accuracy)) {
      reason = "all units have the same accuracy";
    }
    return reason == null
        ? Rows.correlation(subject, test, correlate.apply(depth, accuracy))
        : Rows.notRun(subject, test, reason, units.size());
  }

  private static TestRow difference(
      Contrasts.Pair pair, Map<Condition, List<UnitScore>> conditions) {
    Subject subject =
        Subject.of(
            Question.DEPTH_DIFFERENCE,
            pair.basis().basis(),
            pair.baseline().basis(),
            "correlation with depth, %s less %s: %s"
                .formatted(pair.basis().basis(), pair.baseline().basis(), pair.study().label()),
            pair.study());
    Map<Unit, UnitScore> baseline =
        conditions.get(pair.baseline()).stream().collect(Collectors.toMap(UnitScore::unit, u -> u));
    List<UnitScore> both =
        conditions.get(pair.basis()).stream()
            .filter(u -> !Double.isNaN(u.depth()) && baseline.containsKey(u.unit()))
            .toList();
    double[] x = both.stream().mapToDouble(u -> u.main().accuracy()).toArray();
    double[] y = both.stream().mapToDouble(u -> baseline.get(u.unit()).main().accuracy()).toArray();
    double[] depth = both.stream().mapToDouble(UnitScore::depth).toArray();
    if (both.size() < FEWEST_TO_DIFFER || constant(x) || constant(y) || constant(depth)) {
      return Rows.notRun(
          subject,
          TestRow.WILLIAMS,
          "fewer than %d units of known depth in both bases, or no variation"
              .formatted(FEWEST_TO_DIFFER),
          both.size());
    }
    CorrelationDifference difference = CorrelationDifference.test(x, y, depth);
    return Double.isNaN(difference.p())
        ? Rows.notRun(
            subject,
            TestRow.WILLIAMS,
            "a perfect correlation leaves no variance to compare by",
            both.size())
        : Rows.correlationDifference(subject, difference);
  }

  private static boolean constant(double[] values) {
    return Arrays.stream(values).distinct().count() == 1;
  }
}
