package org.pragnanz.analyze.tests;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.pragnanz.analyze.responses.Condition;
import org.pragnanz.analyze.responses.Design;
import org.pragnanz.analyze.responses.MainTrials;
import org.pragnanz.analyze.responses.Participant;
import org.pragnanz.analyze.responses.Study;
import org.pragnanz.stats.TwoWayClustered;

/**
 * Whether other people and other units would show a basis' advantage, and its growth with depth,
 * too: the tests that a verdict rests on. A test over participants alone takes a chance advantage
 * of these units for one of the basis; a test over units alone takes one of these participants for
 * it.
 *
 * @param main the answers that count
 * @param designs how participants meet the bases
 * @param alternative of the difference of bases; the slopes are tested two-sided
 * @param margin the difference of accuracy below which bases count as equivalent
 */
public record CrossedTests(
    MainTrials main, Map<Study, Design> designs, AlternativeHypothesis alternative, double margin) {
  private static final int FEWEST_UNITS = 2;
  private static final int FEWEST_DEPTHS = 3;
  // Degrees of freedom below which Satterthwaite's are too many: 4 units reject in 10 %.
  private static final int FEW = 7;

  /** The difference of mean accuracy of each pair of bases, a family within each study. */
  public List<TestRow> betweenBases(List<Contrasts.Pair> pairs) {
    List<TestRow> rows = new ArrayList<>();
    pairs.stream()
        .collect(groupingBy(Contrasts.Pair::study, TreeMap::new, toList()))
        .forEach(
            (study, own) ->
                rows.addAll(TestRow.adjusted(own.stream().map(this::difference).toList())));
    return rows;
  }

  /**
   * The difference of the slopes of accuracy over depth, of the pairs of one study.
   *
   * @param depth relative depth by place among the units, NaN where it is not known
   */
  public List<TestRow> ofDepth(List<Contrasts.Pair> pairs, double[] depth) {
    return TestRow.adjusted(pairs.stream().map(pair -> slope(pair, depth)).toList());
  }

  private TestRow difference(Contrasts.Pair pair) {
    Subject subject =
        Subject.of(
            Question.BASES_OVER_BOTH,
            pair.study().label(),
            pair.basis().basis(),
            pair.baseline().basis(),
            "accuracy of %s against %s, over participants and units: %s"
                .formatted(pair.basis().basis(), pair.baseline().basis(), pair.study().label()),
            pair.study());
    Answers answers = Answers.of(main, pair, designs.get(pair.study()), i -> true);
    String reason = answers.lack(FEWEST_UNITS);
    if (!reason.isEmpty()) {
      return Rows.notRun(
          subject, TestRow.CLUSTERED, reason, answers.participants(), answers.units());
    }
    double[] means = {answers.mean(0), answers.mean(1)};
    double[] influence = new double[answers.size()];
    for (int i = 0; i < influence.length; i++) {
      int basis = answers.basis[i];
      influence[i] = answers.sign(i) * answers.weight[i] * (answers.right(i) - means[basis]);
    }
    TwoWayClustered.Groups people = answers.people(1);
    TwoWayClustered.Groups units = answers.unitGroups(1);
    TwoWayClustered all = TwoWayClustered.of(means[1] - means[0], influence, people, units);
    TwoWayClustered test = Math.min(people.df(), units.df()) < FEW ? all.cautious() : all;
    if (!(test.standardError() > 0)) {
      return Rows.notRun(
          subject,
          TestRow.CLUSTERED,
          "accuracy does not vary over participants nor units",
          answers.participants(),
          answers.units());
    }
    double sd = answers.deviation();
    return Rows.clustered(
        subject,
        alternative,
        test,
        "difference of accuracy",
        answers.participants(),
        answers.units(),
        OptionalDouble.of(margin),
        sd > 0 ? OptionalDouble.of(test.bayesFactor(sd)) : OptionalDouble.empty());
  }

  private TestRow slope(Contrasts.Pair pair, double[] depth) {
    Subject subject =
        Subject.of(
            Question.DEPTH_OVER_BOTH,
            pair.basis().basis(),
            pair.baseline().basis(),
            "slope of accuracy over depth, %s less %s, over participants and units: %s"
                .formatted(pair.basis().basis(), pair.baseline().basis(), pair.study().label()),
            pair.study());
    Answers answers =
        Answers.of(
            main, pair, designs.get(pair.study()), i -> !Double.isNaN(depth[main.unit()[i]]));
    String reason = answers.size() == 0 ? "no unit's depth is known" : answers.lack(FEWEST_DEPTHS);
    double[] slopes = new double[2];
    double[] influence = new double[answers.size()];
    for (int basis = 0; basis < 2 && reason.isEmpty(); basis++) {
      double mean = answers.mean(basis);
      double centre = 0;
      for (int i = 0; i < influence.length; i++) {
        centre += answers.in(i, basis) * answers.weight[i] * depth[answers.unit(i)];
      }
      double squares = 0;
      double products = 0;
      for (int i = 0; i < influence.length; i++) {
        double away = depth[answers.unit(i)] - centre;
        double weight = answers.in(i, basis) * answers.weight[i];
        squares += weight * away * away;
        products += weight * away * answers.right(i);
      }
      if (!(squares > 1e-12)) {
        reason = "all units have the same depth";
        break;
      }
      slopes[basis] = products / squares;
      for (int i = 0; i < influence.length; i++) {
        double away = depth[answers.unit(i)] - centre;
        influence[i] +=
            answers.in(i, basis)
                * answers.sign(i)
                * answers.weight[i]
                * away
                / squares
                * (answers.right(i) - mean - slopes[basis] * away);
      }
    }
    TwoWayClustered test =
        reason.isEmpty()
            ? TwoWayClustered.of(
                    slopes[1] - slopes[0], influence, answers.people(1), answers.unitGroups(2))
                .cautious()
            : null;
    if (test == null || !(test.standardError() > 0)) {
      return Rows.notRun(
          subject,
          TestRow.CLUSTERED,
          reason.isEmpty() ? "accuracy does not vary over participants nor units" : reason,
          answers.participants(),
          answers.units());
    }
    return Rows.clustered(
        subject,
        AlternativeHypothesis.TWO_SIDED,
        test,
        "difference of slopes",
        answers.participants(),
        answers.units(),
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  /**
   * The answers of one pair of bases.
   *
   * @param row their places in {@code main}
   * @param basis 1 for the basis, 0 for the baseline
   * @param weight each one's share in the mean of its basis: every participant counts alike
   * @param person who answered, from 0; in a within-subject design one in both bases
   * @param ofUnit the unit, from 0 without gaps
   * @param perBasis participants in the baseline and in the basis
   * @param sharedUnits whether the bases have a unit in common
   */
  private record Answers(
      MainTrials main,
      int[] row,
      int[] basis,
      double[] weight,
      int[] person,
      int[] ofUnit,
      int[] perBasis,
      Design design,
      boolean sharedUnits) {

    static Answers of(MainTrials main, Contrasts.Pair pair, Design design, IntPredicate use) {
      Condition[] conditions = {pair.baseline(), pair.basis()};
      int[] row =
          IntStream.range(0, main.size())
              .filter(i -> use.test(i) && place(main.condition(i), conditions) >= 0)
              .toArray();
      int[] basis = new int[row.length];
      int[] person = new int[row.length];
      int[] ofUnit = new int[row.length];
      int[] answers = new int[main.participants().size()];
      int[] perBasis = new int[2];
      boolean[][] seen = new boolean[2][main.units().size()];
      Map<String, Integer> people = new HashMap<>();
      Map<Integer, Integer> units = new HashMap<>();
      for (int i = 0; i < row.length; i++) {
        Participant who = main.participants().get(main.participant()[row[i]]);
        basis[i] = place(who.condition(), conditions);
        perBasis[basis[i]] += answers[main.participant()[row[i]]]++ == 0 ? 1 : 0;
        person[i] = people.computeIfAbsent(who.id(), k -> people.size());
        ofUnit[i] = units.computeIfAbsent(main.unit()[row[i]], k -> units.size());
        seen[basis[i]][main.unit()[row[i]]] = true;
      }
      double[] weight = new double[row.length];
      for (int i = 0; i < row.length; i++) {
        weight[i] = 1.0 / answers[main.participant()[row[i]]] / perBasis[basis[i]];
      }
      boolean shared = IntStream.range(0, seen[0].length).anyMatch(u -> seen[0][u] && seen[1][u]);
      return new Answers(main, row, basis, weight, person, ofUnit, perBasis, design, shared);
    }

    private static int place(Condition condition, Condition[] conditions) {
      return condition.equals(conditions[0]) ? 0 : condition.equals(conditions[1]) ? 1 : -1;
    }

    int size() {
      return row.length;
    }

    int participants() {
      return count(person);
    }

    int units() {
      return count(ofUnit);
    }

    /** Why nothing can be tested; empty where something can. */
    String lack(int fewestUnits) {
      if (Math.min(perBasis[0], perBasis[1]) < 2) {
        return "at least 2 participants in each basis are needed";
      }
      int least = sharedUnits ? fewestUnits : 2 * fewestUnits;
      return units() < least ? "%d units, at least %d are needed".formatted(units(), least) : "";
    }

    double right(int i) {
      return main.correct()[row[i]] ? 1 : 0;
    }

    int unit(int i) {
      return main.unit()[row[i]];
    }

    int sign(int i) {
      return 2 * basis[i] - 1;
    }

    int in(int i, int which) {
      return basis[i] == which ? 1 : 0;
    }

    /** Mean accuracy over participants. */
    double mean(int which) {
      return IntStream.range(0, size()).mapToDouble(i -> in(i, which) * weight[i] * right(i)).sum();
    }

    TwoWayClustered.Groups people(int parameters) {
      int lost = design == Design.WITHIN ? parameters : 2 * parameters;
      return new TwoWayClustered.Groups(person, participants(), Math.max(1, participants() - lost));
    }

    TwoWayClustered.Groups unitGroups(int parameters) {
      int lost = sharedUnits ? parameters : 2 * parameters;
      return new TwoWayClustered.Groups(ofUnit, units(), Math.max(1, units() - lost));
    }

    /**
     * The standard deviation between participants: of accuracies, or where paired of differences.
     */
    double deviation() {
      double[][] sums = new double[2][participants()];
      boolean[][] has = new boolean[2][participants()];
      for (int i = 0; i < size(); i++) {
        sums[basis[i]][person[i]] += weight[i] * perBasis[basis[i]] * right(i);
        has[basis[i]][person[i]] = true;
      }
      if (design == Design.WITHIN) {
        double[] differences =
            IntStream.range(0, participants())
                .filter(p -> has[0][p] && has[1][p])
                .mapToDouble(p -> sums[1][p] - sums[0][p])
                .toArray();
        return Math.sqrt(squares(differences) / (differences.length - 1));
      }
      double pooled = 0;
      for (int b = 0; b < 2; b++) {
        boolean[] of = has[b];
        double[] values = sums[b];
        pooled +=
            squares(
                IntStream.range(0, of.length)
                    .filter(p -> of[p])
                    .mapToDouble(p -> values[p])
                    .toArray());
      }
      return Math.sqrt(pooled / (perBasis[0] + perBasis[1] - 2));
    }

    private static double squares(double[] values) {
      double mean = Arrays.stream(values).average().orElse(0);
      return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    }

    private static int count(int[] groups) {
      return IntStream.of(groups).max().orElse(-1) + 1;
    }
  }
}
