package org.pragnanz.analyze.findings;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.pragnanz.stats.Adjustment;
import org.pragnanz.stats.Correlation;

/**
 * Correlation of the units' accuracy with their relative depth, within each condition (paper,
 * section 4.2), by Pearson and by Spearman; each coefficient's tests over all conditions are a
 * family, adjusted by Bonferroni.
 */
final class DepthTests {
  private static final int FEWEST = 3;

  private DepthTests() {}

  static List<TestRow> of(List<UnitScore> units) {
    Map<Condition, List<UnitScore>> conditions =
        units.stream().collect(groupingBy(UnitScore::condition, TreeMap::new, toList()));
    List<TestRow> rows = new ArrayList<>(family(conditions, TestRow.PEARSON, Correlation::pearson));
    rows.addAll(family(conditions, TestRow.SPEARMAN, Correlation::spearman));
    return rows;
  }

  private static List<TestRow> family(
      Map<Condition, List<UnitScore>> conditions,
      String test,
      BiFunction<double[], double[], Correlation> correlate) {
    List<TestRow> rows = new ArrayList<>();
    conditions.forEach((condition, units) -> rows.add(row(condition, units, test, correlate)));
    return TestRow.adjusted(rows, Adjustment.BONFERRONI);
  }

  private static TestRow row(
      Condition condition,
      List<UnitScore> all,
      String test,
      BiFunction<double[], double[], Correlation> correlate) {
    String family = "depth (%s)".formatted(test);
    String name = "accuracy with depth (%s): %s".formatted(test, condition.label());
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
        ? TestRow.correlation(name, family, test, correlate.apply(depth, accuracy))
        : TestRow.notRun(name, family, test, reason, units.size());
  }

  private static boolean constant(double[] values) {
    return Arrays.stream(values).distinct().count() == 1;
  }
}
