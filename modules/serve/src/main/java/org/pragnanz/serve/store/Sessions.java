package org.pragnanz.serve.store;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.pragnanz.serve.message.Arrival;
import org.pragnanz.serve.message.Consent;
import org.pragnanz.serve.message.Refusal;
import org.pragnanz.survey.Plan;
import org.pragnanz.survey.Study;

/**
 * Participants' sessions. A session that is open but had no answer for long is abandoned: others
 * may be given its plan. Nothing is written when that happens, so that whoever comes back goes on.
 */
public final class Sessions {
  private static final String SELECT =
      "SELECT number, id, plan, state, language,"
          + " (SELECT COUNT(*) FROM answer WHERE answer.session = session.number) AS answered"
          + " FROM session";
  private static final int ID_BYTES = 18;

  private final Database database;
  private final Study study;
  private final Clock clock;
  private final Duration patience;
  private final SecureRandom random = new SecureRandom();

  /**
   * @param clock that says when a session was seen
   * @param patience without an answer for longer, a session counts as abandoned
   */
  public Sessions(Database database, Study study, Clock clock, Duration patience) {
    this.database = database;
    this.study = study;
    this.clock = clock;
    this.patience = patience;
  }

  /**
   * A session as it stands.
   *
   * @param number the participant's
   * @param plan number of its plan in the study
   * @param answered trials, and so the index of the one that is due
   */
  public record Session(
      int number, String id, int plan, State state, String language, int answered) {
    static Session of(ResultSet row) throws SQLException {
      return new Session(
          row.getInt("number"),
          row.getString("id"),
          row.getInt("plan"),
          State.of(row.getString("state")),
          row.getString("language"),
          row.getInt("answered"));
    }
  }

  /**
   * A session that a participant is given.
   *
   * @param isNew whether it was opened now
   */
  public record Opened(Session session, boolean isNew) {}

  /** Opens a session, or finds the one that this worker has. */
  public Opened open(Arrival arrival) throws SQLException {
    long now = clock.millis();
    String id = newId();
    return database.write(
        connection -> {
          // The row's lock: arrivals are served one after the other, in whatever process.
          Sql.update(connection, "UPDATE study SET closed = closed");
          Optional<Session> own = ofWorker(connection, arrival);
          if (own.isPresent()) {
            return new Opened(own.get(), false);
          }
          if (StudyRow.closed(connection).isPresent()) {
            throw new Refusal(403, "The study is closed; it takes no more participants.");
          }
          insert(connection, arrival, id, now);
          return new Opened(find(connection, id), true);
        });
  }

  private Optional<Session> ofWorker(Connection connection, Arrival arrival) throws SQLException {
    if (arrival.worker().isEmpty()) {
      return Optional.empty();
    }
    Optional<String> recruitment =
        Sql.first(
            connection,
            row -> row.getString(1),
            "SELECT recruitment_session FROM worker WHERE worker = ?",
            arrival.worker());
    if (recruitment.isEmpty()) {
      return Optional.empty();
    }
    // Worker ids are seen by many; only the participant knows this too.
    if (!recruitment.get().equals(arrival.prolificSession())) {
      throw new Refusal(
          403, "You have taken part before; open the link with which you began, to go on.");
    }
    return Sql.first(
        connection,
        Session::of,
        SELECT + " WHERE number = (SELECT session FROM worker WHERE worker = ?)",
        arrival.worker());
  }

  private void insert(Connection connection, Arrival arrival, String id, long now)
      throws SQLException {
    int number =
        Sql.first(connection, row -> row.getInt(1), "SELECT MAX(number) FROM session").orElse(0)
            + 1;
    String language =
        study.settings().languages().contains(arrival.language())
            ? arrival.language()
            : study.settings().languages().get(0);
    Sql.update(
        connection,
        "INSERT INTO session (number, id, plan, state, language, browser, arrived, seen)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        number,
        id,
        freePlan(connection, now),
        State.NEW.label(),
        language,
        arrival.browser().toString(),
        now,
        now);
    if (!arrival.worker().isEmpty()) {
      Sql.update(
          connection,
          "INSERT INTO worker VALUES (?, ?, ?, ?)",
          number,
          arrival.worker(),
          arrival.study(),
          arrival.prolificSession());
    }
  }

  private int freePlan(Connection connection, long now) throws SQLException {
    List<Integer> held =
        Sql.all(
            connection,
            row -> row.getInt(1),
            "SELECT plan FROM session WHERE state = 'complete'"
                + " OR (state IN ('new', 'open') AND seen >= ?)",
            now - patience.toMillis());
    return Plan.lowestFree(new HashSet<>(held));
  }

  private String newId() {
    byte[] bytes = new byte[ID_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /**
   * Finds a session.
   *
   * @throws Refusal where there is none of this id
   */
  public Session find(String id) throws SQLException {
    return database.read(connection -> find(connection, id));
  }

  private static Session find(Connection connection, String id) throws SQLException {
    return Sql.first(connection, Session::of, SELECT + " WHERE id = ?", id)
        .orElseThrow(Refusal::unknownSession);
  }

  /** Finds a session and keeps others from changing it until the transaction ends. */
  static Session lock(Connection connection, String id, long now) throws SQLException {
    Sql.update(connection, "UPDATE session SET seen = ? WHERE id = ?", now, id);
    // A statement of its own: one that waited for the lock would count the answers of before.
    return find(connection, id);
  }

  /** Takes down what somebody said to the consent form; a no ends the session. */
  public void consent(String id, Consent consent) throws SQLException {
    long now = clock.millis();
    database.write(
        connection -> {
          Session session = lock(connection, id, now);
          State said = consent.agreed() ? State.OPEN : State.REFUSED;
          if (session.state() == State.NEW) {
            Sql.update(
                connection,
                "UPDATE session SET state = ?, consent = ?, consented = ? WHERE number = ?",
                said.label(),
                consent.version(),
                now,
                session.number());
            if (said == State.REFUSED) {
              end(connection, session, said, now);
            }
          } else if ((session.state() == State.REFUSED) == consent.agreed()) {
            throw new Refusal(409, "The consent form was answered otherwise before.");
          }
          return null;
        });
  }

  static void end(Connection connection, Session session, State state, long now)
      throws SQLException {
    Sql.update(
        connection,
        "UPDATE session SET state = ?, ended = ? WHERE number = ?",
        state.label(),
        now,
        session.number());
  }
}
