package org.pragnanz.survey;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiPredicate;
import org.pragnanz.files.Csv;
import org.pragnanz.survey.Participation.State;
import org.pragnanz.trial.Kind;

/**
 * What participants answered, as tables: {@code responses.csv} with the main and catch trials of
 * complete sessions, {@code practice.csv} with their practice, {@code set_aside.csv} with every
 * other answer, and {@code sessions.csv}. None of them says who a participant is.
 */
public final class ResponseTables {
  private static final String RESPONSES = "responses.csv";
  private static final String PRACTICE = "practice.csv";
  private static final String SET_ASIDE = "set_aside.csv";
  private static final String SESSIONS = "sessions.csv";
  private static final String DATASET = "dataset";

  private ResponseTables() {}

  /** Writes the tables and, in {@code dataset}, the Psych-DS dataset of the responses. */
  public static void write(Study study, List<Participation> sessions, Path folder)
      throws IOException {
    write(folder.resolve(RESPONSES), study, sessions, ResponseTables::isResult);
    write(folder.resolve(PRACTICE), study, sessions, ResponseTables::isPractice);
    write(
        folder.resolve(SET_ASIDE),
        study,
        sessions,
        (session, response) -> session.state() != State.COMPLETE);
    SessionRow.write(
        folder.resolve(SESSIONS),
        sessions.stream().map(session -> SessionRow.of(study, session)).toList());
    PsychDs.write(study, sessions, folder.resolve(DATASET));
  }

  /** Whether a response counts: a main or catch trial of a complete session. */
  static boolean isResult(Participation session, Response response) {
    return session.state() == State.COMPLETE && response.trial().kind() != Kind.PRACTICE;
  }

  private static boolean isPractice(Participation session, Response response) {
    return session.state() == State.COMPLETE && response.trial().kind() == Kind.PRACTICE;
  }

  static void write(
      Path file,
      Study study,
      List<Participation> sessions,
      BiPredicate<Participation, Response> which)
      throws IOException {
    List<PersonResponse> responses =
        sessions.stream()
            .flatMap(
                session ->
                    session.responses().stream()
                        .filter(response -> which.test(session, response))
                        .map(response -> PersonResponse.of(study, session, response)))
            .toList();
    Csv.write(
        file,
        Column.names(PersonResponse.COLUMNS),
        responses,
        (rows, response) -> rows.add(Column.cells(PersonResponse.COLUMNS, response)));
  }
}
