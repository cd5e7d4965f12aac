package org.pragnanz.survey;

import java.util.List;
import org.pragnanz.data.Unit;
import org.pragnanz.files.Csv;
import org.pragnanz.trial.Kind;

/**
 * What a row of {@code responses.csv} says of every answer, a machine observer's too. A table of
 * people's answers has more columns.
 *
 * @param basis a participant sees one
 * @param participant unique within an experiment and model
 * @param trial the trial's identifier
 * @param unit of channel {@link #NO_CHANNEL} where a practice or catch trial shows no unit of the
 *     study
 * @param milliseconds from the first sight of the trial to the answer; written as a whole number
 * @param simulated whether a machine observer answered
 */
public record ResponseRow(
    String experiment,
    String model,
    String basis,
    String participant,
    String trial,
    Kind kind,
    Unit unit,
    boolean correct,
    double milliseconds,
    boolean simulated) {
  /** The channel of no unit. */
  public static final int NO_CHANNEL = -1;

  static final List<Column<ResponseRow>> COLUMNS =
      List.of(
          new Column<>("experiment", "Name of the experiment", ResponseRow::experiment),
          new Column<>("model", "Network whose units were studied", ResponseRow::model),
          new Column<>(
              "basis",
              "Basis that the unit was expressed in; a participant saw one",
              ResponseRow::basis),
          new Column<>("participant", "Number of the participant", ResponseRow::participant),
          new Column<>(
              "trial",
              "Identifier of the trial in the experiment's trials.json",
              ResponseRow::trial),
          new Column<>(
              "kind",
              "practice (with feedback), main, or catch (a query is among the reference images)",
              r -> r.kind().label()),
          new Column<>(
              "layer",
              "Layer of the unit: name of the module whose output enters the ReLU",
              r -> r.unit().layer()),
          new Column<>(
              "channel", "Channel of the unit in its layer, from 0", r -> r.unit().channel()),
          new Column<>(
              "correct",
              "1 where the query was chosen that activates the unit strongly, otherwise 0",
              r -> r.correct() ? 1 : 0),
          new Column<>(
              "rt_ms",
              "Milliseconds from the first sight of the trial to the answer",
              r -> Math.round(r.milliseconds())),
          new Column<>(
              "simulated",
              "1 for a machine observer's answer, 0 for a person's",
              r -> r.simulated() ? 1 : 0));

  public static final List<String> HEADER = Column.names(COLUMNS);

  /** The cells of the row, in the header's order. */
  public Object[] cells() {
    return Column.cells(COLUMNS, this);
  }

  /**
   * What a row says; columns beyond the header are passed over.
   *
   * @throws org.pragnanz.fault.InputException naming file, line and column where a cell does not
   *     hold what it should
   */
  public static ResponseRow of(Csv.Row row) {
    Kind kind =
        switch (row.text("kind")) {
          case "practice" -> Kind.PRACTICE;
          case "main" -> Kind.MAIN;
          case "catch" -> Kind.CATCH;
          default ->
              throw row.fault(
                  "kind", "holds '" + row.text("kind") + "', not practice, main or catch");
        };
    boolean none = kind != Kind.MAIN && row.text("channel").isBlank();
    return new ResponseRow(
        row.filled("experiment"),
        row.filled("model"),
        row.filled("basis"),
        row.filled("participant"),
        row.text("trial").strip(),
        kind,
        none ? new Unit(row.text("layer"), NO_CHANNEL) : Unit.of(row),
        row.flag("correct"),
        row.time("rt_ms"),
        row.flag("simulated"));
  }
}
