package org.pragnanz.serve.console;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.pragnanz.serve.store.Sql;
import org.pragnanz.serve.store.State;
import org.pragnanz.serve.store.StudyRow;
import org.pragnanz.survey.Study;
import org.pragnanz.survey.SurveyTrial;
import org.pragnanz.trial.Kind;

/**
 * How a study goes: recruitment, balance, drop-out and accuracy.
 *
 * @param closed whether it takes no more participants
 * @param counts sessions by {@link Stage}
 * @param balance by basis
 * @param lost sessions that ended early or were abandoned, by how many trials they answered
 * @param accuracy by kind of trial, over all bases
 * @param accuracyByBasis of main trials; empty until the study is closed and nobody takes part any
 *     more: who sees the conditions before could stop when they please
 */
record Overview(
    boolean closed,
    Map<Stage, Integer> counts,
    Map<String, Balance> balance,
    Map<Integer, Integer> lost,
    Map<Kind, Share> accuracy,
    Map<String, Share> accuracyByBasis) {

  /** Where a session stands, as the experimenter sees it. */
  enum Stage {
    ACTIVE,
    COMPLETE,
    FAILED,
    REFUSED,
    ABANDONED
  }

  /**
   * @param sessions that are active or complete
   * @param units over the basis's units, how often each is shown by these sessions
   * @param trials the same over its main trials
   */
  record Balance(int sessions, IntSummaryStatistics units, IntSummaryStatistics trials) {}

  /** Right answers of all. */
  record Share(int right, int all) {
    Share plus(Share other) {
      return new Share(right + other.right, all + other.all);
    }
  }

  private record Row(int plan, Stage stage, int answered) {
    boolean holds() {
      return stage == Stage.ACTIVE || stage == Stage.COMPLETE;
    }
  }

  /**
   * @param activeSince ms since 1970; open sessions without an answer since are abandoned
   */
  static Overview of(Connection connection, Study study, long activeSince) throws SQLException {
    List<Row> rows =
        Sql.all(
            connection,
            row ->
                new Row(
                    row.getInt("plan"),
                    stage(State.of(row.getString("state")), row.getLong("seen") >= activeSince),
                    row.getInt("answered")),
            "SELECT plan, state, seen,"
                + " (SELECT COUNT(*) FROM answer WHERE answer.session = session.number) AS answered"
                + " FROM session");
    Map<Stage, Integer> counts = new EnumMap<>(Stage.class);
    Map<Integer, Integer> lost = new TreeMap<>();
    for (Row row : rows) {
      counts.merge(row.stage(), 1, Integer::sum);
      if (!row.holds()) {
        lost.merge(row.answered(), 1, Integer::sum);
      }
    }
    Map<SurveyTrial, Share> shares = shares(connection, study);
    boolean closed = StudyRow.closed(connection).isPresent();
    boolean over = closed && !counts.containsKey(Stage.ACTIVE);
    return new Overview(
        closed,
        counts,
        balance(study, rows),
        lost,
        sums(shares, SurveyTrial::kind),
        over ? sums(ofMain(shares), SurveyTrial::basis) : Map.of());
  }

  private static Stage stage(State state, boolean seen) {
    return switch (state) {
      case NEW, OPEN -> seen ? Stage.ACTIVE : Stage.ABANDONED;
      case COMPLETE -> Stage.COMPLETE;
      case FAILED -> Stage.FAILED;
      case REFUSED -> Stage.REFUSED;
    };
  }

  private static Map<SurveyTrial, Share> shares(Connection connection, Study study)
      throws SQLException {
    Map<String, SurveyTrial> trials = study.byKey();
    Map<SurveyTrial, Share> shares = new HashMap<>();
    Sql.all(
        connection,
        row ->
            shares.put(
                trials.get(row.getString("trial")),
                new Share(row.getInt("successes"), row.getInt("answers"))),
        "SELECT trial, SUM(correct) AS successes, COUNT(*) AS answers FROM answer GROUP BY trial");
    return shares;
  }

  private static Map<SurveyTrial, Share> ofMain(Map<SurveyTrial, Share> shares) {
    Map<SurveyTrial, Share> main = new HashMap<>(shares);
    main.keySet().removeIf(trial -> trial.kind() != Kind.MAIN);
    return main;
  }

  private static <K> Map<K, Share> sums(
      Map<SurveyTrial, Share> shares, Function<SurveyTrial, K> by) {
    Map<K, Share> sums = new TreeMap<>();
    shares.forEach((trial, share) -> sums.merge(by.apply(trial), share, Share::plus));
    return sums;
  }

  private static Map<String, Balance> balance(Study study, List<Row> rows) {
    Map<String, SurveyTrial> trials = study.byKey();
    Map<String, Integer> sessions = new HashMap<>();
    Map<String, Integer> shown = new HashMap<>();
    for (Row row : rows) {
      if (row.holds()) {
        sessions.merge(study.plan(row.plan()).basis(), 1, Integer::sum);
        study.plan(row.plan()).main().forEach(key -> shown.merge(key, 1, Integer::sum));
      }
    }
    Map<String, Balance> balance = new TreeMap<>();
    for (String basis : study.bases()) {
      Map<String, Integer> units = new HashMap<>();
      List<Integer> each = new ArrayList<>();
      for (SurveyTrial trial : trials.values()) {
        if (trial.kind() == Kind.MAIN && trial.basis().equals(basis)) {
          int times = shown.getOrDefault(trial.key(), 0);
          each.add(times);
          units.merge(trial.layer() + " " + trial.channel(), times, Integer::sum);
        }
      }
      balance.put(
          basis,
          new Balance(sessions.getOrDefault(basis, 0), summary(units.values()), summary(each)));
    }
    return balance;
  }

  private static IntSummaryStatistics summary(Collection<Integer> values) {
    return values.stream().mapToInt(value -> value).summaryStatistics();
  }
}
