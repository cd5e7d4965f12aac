package org.pragnanz.analyze.tests;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.pragnanz.analyze.responses.Condition;
import org.pragnanz.analyze.responses.MainTrials;
import org.pragnanz.analyze.responses.Participant;
import org.pragnanz.stats.MixedLogistic;

/**
 * Whether an answer is right, by basis, depth and their interaction, with participants and units as
 * crossed random intercepts: the view that the paper's tests over means lack. The basis' effect is
 * not random over units, so that its interval is for these units.
 *
 * <p>The basis counts 0 for the baseline and 1 for the other; depth is relative depth less 1/2, so
 * that the basis' coefficient is its effect in the middle of the network.
 *
 * @param basis counts 1
 * @param baseline counts 0
 * @param participants who answered in either
 * @param units answered in either
 * @param terms names of the coefficients
 * @param fit the fit; empty where the data allow none
 * @param reason why there is no fit; empty where there is
 */
public record MixedModel(
    Condition basis,
    Condition baseline,
    int participants,
    int units,
    List<String> terms,
    Optional<MixedLogistic> fit,
    String reason) {
  private static final String FAMILY = "mixed model";

  // Of the coefficients after the constant.
  private static final List<Question> QUESTIONS =
      List.of(Question.MIXED_BASIS, Question.MIXED_DEPTH, Question.MIXED_BASIS_BY_DEPTH);
  private static final int MOST_OF_THE_FEWER = 2000;

  /**
   * @param depth relative depth of the units that have one, by place among the trials' units
   */
  public static MixedModel fit(MainTrials main, Contrasts.Pair pair, double[] depth) {
    boolean deep =
        IntStream.range(0, main.size())
                .filter(i -> isIn(main, i, pair))
                .mapToDouble(i -> depth[main.unit()[i]])
                .filter(d -> !Double.isNaN(d))
                .distinct()
                .count()
            > 1;
    MainTrials both =
        main.where(i -> isIn(main, i, pair) && !(deep && Double.isNaN(depth[main.unit()[i]])));
    List<String> terms = new ArrayList<>(List.of("constant", "basis"));
    if (deep) {
      terms.addAll(List.of("depth in " + pair.baseline().basis(), "basis x depth"));
    }
    Map<String, Integer> people = new HashMap<>();
    Map<Integer, Integer> units = new HashMap<>();
    int[] participant = new int[both.size()];
    int[] unit = new int[both.size()];
    double[][] x = new double[both.size()][];
    for (int i = 0; i < x.length; i++) {
      Participant who = both.participants().get(both.participant()[i]);
      participant[i] = people.computeIfAbsent(who.id(), k -> people.size());
      unit[i] = units.computeIfAbsent(both.unit()[i], k -> units.size());
      double basis = who.condition().equals(pair.basis()) ? 1 : 0;
      double centred = depth[both.unit()[i]] - 0.5;
      x[i] = deep ? new double[] {1, basis, centred, basis * centred} : new double[] {1, basis};
    }
    String reason = "";
    Optional<MixedLogistic> fit = Optional.empty();
    if (people.size() < 2 || units.size() < 2) {
      reason = "at least 2 participants and 2 units are needed";
    } else if (Math.min(people.size(), units.size()) > MOST_OF_THE_FEWER) {
      reason = "more than %d participants and as many units".formatted(MOST_OF_THE_FEWER);
    } else {
      try {
        fit = Optional.of(MixedLogistic.fit(participant, unit, x, both.correct()));
      } catch (MixedLogistic.NoFit e) {
        reason = e.getMessage();
      }
    }
    return new MixedModel(
        pair.basis(),
        pair.baseline(),
        people.size(),
        units.size(),
        List.copyOf(terms),
        fit,
        reason);
  }

  private static boolean isIn(MainTrials main, int i, Contrasts.Pair pair) {
    Condition condition = main.condition(i);
    return condition.equals(pair.basis()) || condition.equals(pair.baseline());
  }

  /** A row for each coefficient but the constant. */
  public List<TestRow> tests() {
    String name =
        "%s against %s: %s".formatted(basis.basis(), baseline.basis(), basis.study().label());
    if (fit.isEmpty()) {
      return List.of(
          Rows.notRun(
              subject(Question.MIXED_BASIS, "odds of a right answer, " + name),
              TestRow.MIXED,
              reason,
              0));
    }
    List<TestRow> rows = new ArrayList<>();
    for (int c = 1; c < terms.size(); c++) {
      String odds = "odds of a right answer by %s, %s".formatted(terms.get(c), name);
      rows.add(Rows.mixed(subject(QUESTIONS.get(c - 1), odds), this, c));
    }
    return rows;
  }

  private Subject subject(Question question, String name) {
    return Subject.of(question, basis.basis(), baseline.basis(), name, basis.study())
        .inFamily(FAMILY);
  }
}
