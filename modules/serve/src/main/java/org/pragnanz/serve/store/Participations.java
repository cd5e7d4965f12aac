package org.pragnanz.serve.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.StreamSupport;
import org.pragnanz.serve.message.Json;
import org.pragnanz.survey.Participation;
import org.pragnanz.survey.Response;
import org.pragnanz.survey.Side;
import org.pragnanz.survey.Study;
import org.pragnanz.survey.SurveyTrial;

/** The sessions of a database, as far as they went, without who took part. */
public final class Participations {
  private final Study study;
  private final Map<String, SurveyTrial> trials;
  private final Map<Integer, List<Response>> responses = new HashMap<>();

  private Participations(Study study) {
    this.study = study;
    this.trials = study.byKey();
  }

  /** Reads them in the order of arrival. */
  public static List<Participation> read(Connection connection, Study study) throws SQLException {
    Participations read = new Participations(study);
    Sql.all(
        connection,
        read::answer,
        "SELECT session, trial, side, rt, view_time, confidence, events FROM answer"
            + " ORDER BY session, position");
    return Sql.all(
        connection,
        read::session,
        "SELECT number, plan, state, language, browser, consent, arrived, consented, ended"
            + " FROM session ORDER BY number");
  }

  private boolean answer(ResultSet row) throws SQLException {
    int confidence = row.getInt("confidence");
    OptionalInt given = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(confidence);
    JsonNode events = json(row.getString("events"));
    Response response =
        new Response(
            trials.get(row.getString("trial")),
            row.getString("side").equals(Side.LEFT.label()) ? Side.LEFT : Side.RIGHT,
            row.getDouble("rt"),
            row.getDouble("view_time"),
            count(events, "blur"),
            count(events, "fullscreen-out"),
            given);
    return responses
        .computeIfAbsent(row.getInt("session"), session -> new ArrayList<>())
        .add(response);
  }

  private static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the database holds what the server never wrote", e);
    }
  }

  private static int count(JsonNode events, String type) {
    return (int)
        StreamSupport.stream(events.spliterator(), false)
            .filter(event -> event.path("type").asText().equals(type))
            .count();
  }

  private Participation session(ResultSet row) throws SQLException {
    State state = State.of(row.getString("state"));
    String consent = row.getString("consent");
    return new Participation(
        row.getInt("number"),
        study.plan(row.getInt("plan")).basis(),
        state.recorded(),
        time(row, "arrived"),
        state == State.REFUSED ? "" : time(row, "consented"),
        consent == null ? "" : consent,
        time(row, "ended"),
        row.getString("language"),
        row.getString("browser"),
        responses.getOrDefault(row.getInt("number"), List.of()));
  }

  private static String time(ResultSet row, String column) throws SQLException {
    long time = row.getLong(column);
    return row.wasNull() ? "" : Instant.ofEpochMilli(time).toString();
  }
}
