package org.pragnanz.analyze.tests;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pragnanz.analyze.responses.Condition;
import org.pragnanz.analyze.responses.Tally;
import org.pragnanz.data.Unit;
import org.pragnanz.stats.Correlation;

/**
 * Whether a machine observer finds those units easy that the participants find easy: the units'
 * accuracies correlated, for each condition that both answered.
 */
public final class Agreement {
  private static final int FEWEST = 3;

  private Agreement() {}

  public static List<TestRow> tests(List<UnitScore> units, List<Observer> observers) {
    Map<Condition, List<UnitScore>> conditions =
        units.stream().collect(groupingBy(UnitScore::condition, TreeMap::new, toList()));
    List<TestRow> rows = new ArrayList<>();
    for (String test : List.of(TestRow.PEARSON, TestRow.SPEARMAN)) {
      List<TestRow> family = new ArrayList<>();
      for (Observer observer : observers) {
        if (!observer.analysed()) {
          conditions.forEach(
              (condition, scores) -> {
                if (observer.units().containsKey(condition)) {
                  family.add(row(test, observer, condition, scores));
                }
              });
        }
      }
      rows.addAll(TestRow.adjusted(family));
    }
    return rows;
  }

  private static TestRow row(
      String test, Observer observer, Condition condition, List<UnitScore> scores) {
    Subject subject =
        Subject.of(
                Question.AGREEMENT,
                observer.name(),
                condition.basis(),
                "accuracy by unit, %s with those analysed (%s): %s"
                    .formatted(observer.name(), test, condition.label()),
                condition.study())
            .inFamily("agreement (%s)".formatted(test));
    Map<Unit, Tally> machine = observer.units().get(condition);
    List<UnitScore> both = scores.stream().filter(u -> machine.containsKey(u.unit())).toList();
    double[] x = both.stream().mapToDouble(u -> machine.get(u.unit()).accuracy()).toArray();
    double[] y = both.stream().mapToDouble(u -> u.main().accuracy()).toArray();
    if (both.size() < FEWEST || constant(x) || constant(y)) {
      return Rows.notRun(
          subject,
          test,
          "fewer than %d units, or all have the same accuracy".formatted(FEWEST),
          both.size());
    }
    return Rows.correlation(
        subject,
        test,
        test.equals(TestRow.PEARSON) ? Correlation.pearson(x, y) : Correlation.spearman(x, y));
  }

  private static boolean constant(double[] values) {
    return Arrays.stream(values).distinct().count() == 1;
  }
}
