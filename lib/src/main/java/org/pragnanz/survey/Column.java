package org.pragnanz.survey;

import java.io.IOException;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import org.pragnanz.files.Csv;

/**
 * A column of the tables of responses.
 *
 * @param description what its cells say, with their unit
 * @param cell its content for a response
 */
record Column(String name, String description, Function<Row, Object> cell) {

  /** What a row is made of. */
  record Row(Study study, Participation session, Response response) {}

  /**
   * Those that every response has, a machine observer's too, then those that only people's have.
   */
  static final List<Column> ALL =
      List.of(
          new Column("experiment", "Name of the experiment", r -> r.study().experiment()),
          new Column("model", "Network whose units were studied", r -> r.study().model()),
          new Column(
              "basis",
              "Basis that the unit was expressed in; a participant saw one",
              r -> r.response().trial().basis()),
          new Column("participant", "Number of the participant", r -> r.session().participant()),
          new Column(
              "trial",
              "Identifier of the trial in the experiment's trials.json",
              r -> r.response().trial().id()),
          new Column(
              "kind",
              "practice (with feedback), main, or catch (a query is among the reference images)",
              r -> r.response().trial().kind().label()),
          new Column(
              "layer",
              "Layer of the unit: name of the module whose output enters the ReLU",
              r -> r.response().trial().layer()),
          new Column(
              "channel",
              "Channel of the unit in its layer, from 0",
              r -> r.response().trial().channel()),
          new Column(
              "correct",
              "1 where the query was chosen that activates the unit strongly, otherwise 0",
              r -> r.response().correct() ? 1 : 0),
          new Column(
              "rt_ms",
              "Milliseconds from the first sight of the trial to the answer",
              r -> Math.round(r.response().milliseconds())),
          new Column("simulated", "1 for a machine observer's answer, 0 for a person's", r -> 0),
          new Column(
              "side",
              "Side of the query that activates the unit strongly: left or right",
              r -> r.response().trial().side().label()),
          new Column(
              "response",
              "Side of the query that was chosen: left or right",
              r -> r.response().side().label()),
          new Column(
              "view_time_ms",
              "Milliseconds of these during which the page was in view",
              r -> Math.round(r.response().viewMilliseconds())),
          new Column(
              "blurs",
              "How often the page lost the focus during the trial",
              r -> r.response().blurs()),
          new Column(
              "full_screen_exits",
              "How often full screen was left during the trial",
              r -> r.response().fullScreenExits()),
          new Column(
              "confidence",
              "How sure the participant was, where it was asked; otherwise empty",
              r -> optional(r.response().confidence())));

  private static Object optional(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : "";
  }

  static List<String> names() {
    return ALL.stream().map(Column::name).toList();
  }

  /** Writes the rows of a response to a table of these columns. */
  static void add(Csv.Rows rows, Row row) throws IOException {
    rows.add(ALL.stream().map(column -> column.cell().apply(row)).toArray());
  }
}
