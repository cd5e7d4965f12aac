package org.pragnanz.serve;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

/**
 * A database's sessions and answers as records, one JSON object a line: those that JATOS and the
 * static page keep (docs/survey.md), with the participant's number as session and without worker
 * ids.
 */
record Records(Connection connection, String study, Writer out) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Writes all of them, session by session. */
  void write() throws SQLException {
    Sql.forEach(
        connection,
        this::session,
        "SELECT number, plan, state, language, browser, consent, arrived, consented, ended"
            + " FROM session ORDER BY number");
    Sql.forEach(
        connection,
        this::answer,
        "SELECT answer.session AS number, plan, position, trial, side, rt, view_time, confidence,"
            + " events, received FROM answer JOIN session ON number = answer.session"
            + " ORDER BY answer.session, position");
  }

  private void session(ResultSet row) throws SQLException {
    State state = State.of(row.getString("state"));
    line(
        record(row, "session", "arrived")
            .put("plan", row.getInt("plan"))
            .put("worker", "")
            .put("language", row.getString("language"))
            .putRawValue("browser", new RawValue(row.getString("browser"))));
    if (state != State.NEW) {
      line(
          record(row, "consent", "consented")
              .put("agreed", state != State.REFUSED)
              .put("version", row.getString("consent")));
    }
    if (state.ended()) {
      line(record(row, "end", "ended").put("state", state.label()));
    }
  }

  private void answer(ResultSet row) throws SQLException {
    ObjectNode answer =
        record(row, "answer", "received")
            .put("plan", row.getInt("plan"))
            .put("index", row.getInt("position"))
            .put("trial", row.getString("trial"))
            .put("side", row.getString("side"))
            .put("rt", row.getDouble("rt"))
            .put("viewTime", row.getDouble("view_time"));
    int confidence = row.getInt("confidence");
    if (!row.wasNull()) {
      answer.put("confidence", confidence);
    }
    line(answer.putRawValue("events", new RawValue(row.getString("events"))));
  }

  private ObjectNode record(ResultSet row, String type, String time) throws SQLException {
    return JSON.createObjectNode()
        .put("study", study)
        .put("session", String.valueOf(row.getInt("number")))
        .put("type", type)
        .put("at", Instant.ofEpochMilli(row.getLong(time)).toString());
  }

  private void line(ObjectNode record) {
    try {
      out.write(JSON.writeValueAsString(record) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
