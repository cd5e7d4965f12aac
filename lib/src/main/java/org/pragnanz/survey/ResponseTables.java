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
  private static final List<String> SESSIONS =
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

  private ResponseTables() {}

  /** Writes the tables and, in {@code dataset}, the Psych-DS dataset of the responses. */
  public static void write(Study study, List<Participation> sessions, Path folder)
      throws IOException {
    write(folder.resolve("responses.csv"), study, sessions, ResponseTables::isResult);
    write(folder.resolve("practice.csv"), study, sessions, ResponseTables::isPractice);
    write(
        folder.resolve("set_aside.csv"),
        study,
        sessions,
        (session, response) -> session.state() != State.COMPLETE);
    Csv.write(
        folder.resolve("sessions.csv"),
        SESSIONS,
        rows -> {
          for (Participation session : sessions) {
            rows.add(
                study.experiment(),
                study.model(),
                session.participant(),
                session.basis(),
                session.state().label(),
                session.responses().size(),
                session.started(),
                session.consented(),
                session.consentVersion(),
                session.ended(),
                session.language(),
                session.browser());
          }
        });
    PsychDs.write(study, sessions, folder.resolve("dataset"));
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
    Csv.write(
        file,
        Column.names(),
        rows -> {
          for (Participation session : sessions) {
            for (Response response : session.responses()) {
              if (which.test(session, response)) {
                Column.add(rows, new Column.Row(study, session, response));
              }
            }
          }
        });
  }
}
