package org.pragnanz.survey;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.pragnanz.data.Unit;

/**
 * A row of a table of people's answers.
 *
 * @param common what every observer's answer has
 * @param response what the page recorded
 */
record PersonResponse(ResponseRow common, Response response) {
  private static final List<Column<PersonResponse>> OWN =
      List.of(
          new Column<>(
              "side",
              "Side of the query that activates the unit strongly: left or right",
              r -> r.response().trial().side().label()),
          new Column<>(
              "response",
              "Side of the query that was chosen: left or right",
              r -> r.response().side().label()),
          new Column<>(
              "view_time_ms",
              "Milliseconds of these during which the page was in view",
              r -> Math.round(r.response().viewMilliseconds())),
          new Column<>(
              "blurs",
              "How often the page lost the focus during the trial",
              r -> r.response().blurs()),
          new Column<>(
              "full_screen_exits",
              "How often full screen was left during the trial",
              r -> r.response().fullScreenExits()),
          new Column<>(
              "confidence",
              "How sure the participant was, where it was asked; otherwise empty",
              r -> optional(r.response().confidence())));

  static final List<Column<PersonResponse>> COLUMNS =
      Stream.concat(
              ResponseRow.COLUMNS.stream().map(column -> column.within(PersonResponse::common)),
              OWN.stream())
          .toList();

  static PersonResponse of(Study study, Participation session, Response response) {
    SurveyTrial trial = response.trial();
    return new PersonResponse(
        new ResponseRow(
            study.experiment(),
            study.model(),
            trial.basis(),
            session.participant(),
            trial.id(),
            trial.kind(),
            new Unit(trial.layer(), trial.channel()),
            response.correct(),
            response.milliseconds(),
            false),
        response);
  }

  private static Object optional(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : "";
  }
}
