package org.pragnanz.serve.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.pragnanz.serve.message.Answer;
import org.pragnanz.serve.message.Json;
import org.pragnanz.serve.message.Refusal;
import org.pragnanz.serve.store.Sessions.Session;
import org.pragnanz.survey.Study;
import org.pragnanz.survey.SurveyTrial;

/**
 * Participants' answers: each kept once, in the order of the session's trials, and judged here.
 *
 * <p>An answer that is sent again, because its reply was lost, gets the same reply.
 */
public final class Answers {
  private final Database database;
  private final Study study;
  private final Map<String, SurveyTrial> trials;
  private final Clock clock;

  /**
   * @param clock that says when an answer came
   */
  public Answers(Database database, Study study, Clock clock) {
    this.database = database;
    this.study = study;
    this.trials = study.byKey();
    this.clock = clock;
  }

  /**
   * What the browser is told.
   *
   * @param correct of practice trials only, else null
   * @param failed true where this was the practice's last and it is failed, else null
   */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Reply(Boolean correct, Boolean failed) {}

  private record Kept(
      String side, boolean correct, double rt, double viewTime, Integer confidence, String events) {
    static Kept of(Answer answer, boolean correct) {
      return new Kept(
          answer.side().label(),
          correct,
          answer.rt(),
          answer.viewTime(),
          answer.confidence(),
          Json.text(answer.events()));
    }

    static Kept of(ResultSet row) throws SQLException {
      int confidence = row.getInt("confidence");
      Integer given = row.wasNull() ? null : confidence;
      return new Kept(
          row.getString("side"),
          row.getInt("correct") == 1,
          row.getDouble("rt"),
          row.getDouble("view_time"),
          given,
          row.getString("events"));
    }
  }

  /** Keeps an answer. It is on disk when this returns. */
  public Reply add(String id, Answer answer) throws SQLException {
    long now = clock.millis();
    return database.write(
        connection -> {
          Session session = Sessions.lock(connection, id, now);
          List<String> keys = study.plan(session.plan()).keys();
          if (answer.index() < 0 || answer.index() >= keys.size()) {
            throw Refusal.malformed("Field 'index' names no trial of the session.");
          }
          SurveyTrial trial = trials.get(keys.get(answer.index()));
          Kept sent = Kept.of(answer, trial.side() == answer.side());
          if (answer.index() >= session.answered()) {
            checkDue(session, answer.index());
            insert(connection, session, answer.index(), trial, sent, now);
            return reply(answer.index(), sent.correct(), ended(connection, session, answer, now));
          }
          if (!find(connection, session, answer.index()).equals(sent)) {
            throw new Refusal(409, "Another answer to this trial was kept; load the page again.");
          }
          return reply(answer.index(), sent.correct(), session.state());
        });
  }

  private static void checkDue(Session session, int index) {
    if (session.state() == State.NEW) {
      throw new Refusal(409, "The consent form has not been answered.");
    }
    if (session.state().ended()) {
      throw new Refusal(409, "The session has ended.");
    }
    if (index != session.answered()) {
      throw new Refusal(409, "Trial %d is due; load the page again.".formatted(session.answered()));
    }
  }

  private static Kept find(Connection connection, Session session, int index) throws SQLException {
    return Sql.first(
            connection,
            Kept::of,
            "SELECT side, correct, rt, view_time, confidence, events FROM answer"
                + " WHERE session = ? AND position = ?",
            session.number(),
            index)
        .orElseThrow();
  }

  private static void insert(
      Connection connection, Session session, int index, SurveyTrial trial, Kept kept, long now)
      throws SQLException {
    Sql.update(
        connection,
        "INSERT INTO answer VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        session.number(),
        index,
        trial.key(),
        kept.side(),
        kept.correct() ? 1 : 0,
        kept.rt(),
        kept.viewTime(),
        kept.confidence(),
        kept.events(),
        now);
  }

  /** Ends the session where this answer was the last, or failed the practice. Returns its state. */
  private State ended(Connection connection, Session session, Answer answer, long now)
      throws SQLException {
    int answered = answer.index() + 1;
    State state = session.state();
    if (answered == study.settings().practice()) {
      int right =
          Sql.first(
                  connection,
                  row -> row.getInt(1),
                  "SELECT SUM(correct) FROM answer WHERE session = ?",
                  session.number())
              .orElse(0);
      state = right < study.settings().passMark() ? State.FAILED : state;
    } else if (answered == study.plan(session.plan()).keys().size()) {
      state = State.COMPLETE;
    }
    if (state.ended()) {
      Sessions.end(connection, session, state, now);
    }
    return state;
  }

  private Reply reply(int index, boolean correct, State state) {
    int practice = study.settings().practice();
    boolean failed = index == practice - 1 && state == State.FAILED;
    return new Reply(index < practice ? correct : null, failed ? true : null);
  }
}
