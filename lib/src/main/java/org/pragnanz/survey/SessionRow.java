package org.pragnanz.survey;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.pragnanz.files.Csv;
import org.pragnanz.survey.Participation.State;

/**
 * A row of {@code sessions.csv}: one participant's session, as far as it went. It says nothing of
 * who that was.
 *
 * @param basis what the session showed; empty where none was given out
 * @param answers how many were given, those of the practice among them
 * @param started ISO-8601 in UTC; this and what follows are empty where they are not known
 * @param consented ISO-8601 in UTC
 * @param consentVersion of the text that was shown
 * @param ended ISO-8601 in UTC
 * @param language of the page's texts
 * @param browser what the page found out about the browser, as JSON
 */
public record SessionRow(
    String experiment,
    String model,
    String participant,
    String basis,
    State state,
    int answers,
    String started,
    String consented,
    String consentVersion,
    String ended,
    String language,
    String browser) {
  public static final List<String> HEADER =
      List.of(
          "experiment",
          "model",
          "participant",
          "basis",
          "state",
          "answers",
          "started",
          "consented",
          "consent_version",
          "ended",
          "language",
          "browser");

  static SessionRow of(Study study, Participation session) {
    return new SessionRow(
        study.experiment(),
        study.model(),
        session.participant(),
        session.basis(),
        session.state(),
        session.responses().size(),
        session.started(),
        session.consented(),
        session.consentVersion(),
        session.ended(),
        session.language(),
        session.browser());
  }

  /**
   * What a row says; the columns after {@code answers} may be missing.
   *
   * @throws org.pragnanz.fault.InputException naming file, line and column where a cell does not
   *     hold what it should
   */
  public static SessionRow of(Csv.Row row) {
    return new SessionRow(
        row.filled("experiment"),
        row.filled("model"),
        row.filled("participant"),
        row.text("basis").strip(),
        state(row),
        row.integer("answers"),
        optional(row, "started"),
        optional(row, "consented"),
        optional(row, "consent_version"),
        optional(row, "ended"),
        optional(row, "language"),
        optional(row, "browser"));
  }

  private static State state(Csv.Row row) {
    String text = row.text("state").strip();
    for (State state : State.values()) {
      if (state.label().equals(text)) {
        return state;
      }
    }
    throw row.fault(
        "state", "holds '%s', not complete, failed, refused, open or repeated".formatted(text));
  }

  private static String optional(Csv.Row row, String column) {
    return row.has(column) ? row.text(column) : "";
  }

  /** Reads the table in its order. */
  public static List<SessionRow> read(Path file) throws IOException {
    return Csv.read(file, SessionRow::of);
  }

  /** Writes the table in the order of the list. */
  public static void write(Path file, List<SessionRow> all) throws IOException {
    Csv.write(
        file,
        HEADER,
        all,
        (rows, s) ->
            rows.add(
                s.experiment(),
                s.model(),
                s.participant(),
                s.basis(),
                s.state().label(),
                s.answers(),
                s.started(),
                s.consented(),
                s.consentVersion(),
                s.ended(),
                s.language(),
                s.browser()));
  }
}
