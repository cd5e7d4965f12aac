package org.pragnanz.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.pragnanz.cli.Tool;
import org.pragnanz.fault.InputException;
import org.pragnanz.fault.UsageException;
import org.pragnanz.serve.console.Console;
import org.pragnanz.serve.http.CompletionCode;
import org.pragnanz.serve.http.Options;
import org.pragnanz.serve.http.Server;
import org.pragnanz.serve.store.Database;
import org.pragnanz.serve.store.State;
import org.pragnanz.serve.store.StudyRow;
import org.pragnanz.survey.ConsentForms;
import org.pragnanz.survey.Study;
import org.pragnanz.survey.SurveyFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Serves a survey to participants until it is told to stop (Ctrl-C, SIGTERM).
 *
 * <p>Input: a folder that {@code survey} wrote. Output: the database; {@code export} reads it.
 */
@Command(name = "serve", description = "Serve a survey to participants and keep their answers.")
public final class ServeTool extends Tool {
  @Parameters(paramLabel = "SURVEY_DIR", description = "What survey wrote.")
  Path survey;

  @Option(
      names = "--database",
      paramLabel = "FILE|URL",
      defaultValue = "responses.sqlite",
      description =
          "SQLite file, made where it is missing, or jdbc:postgresql://HOST/NAME?user=U"
              + " (default: ${DEFAULT-VALUE}).")
  String database;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description = "Address to listen on (default: ${DEFAULT-VALUE}, this machine only).")
  String host;

  @Option(
      names = "--port",
      defaultValue = "7070",
      description = "Port to listen on; 0 takes a free one (default: ${DEFAULT-VALUE}).")
  int port;

  @Option(
      names = "--behind-proxy",
      description = "A proxy of ours passes requests on; it tells the client in X-Forwarded-For.")
  boolean behindProxy;

  @Option(
      names = "--abandoned-after",
      paramLabel = "MINUTES",
      defaultValue = "30",
      description =
          "Without an answer for so long, a session's trials are given to others"
              + " (default: ${DEFAULT-VALUE}).")
  long abandonedAfter;

  @Option(
      names = "--rate",
      paramLabel = "N",
      defaultValue = "500",
      description = "Requests a second that one client may send (default: ${DEFAULT-VALUE}).")
  double rate;

  @Option(
      names = "--arrivals",
      paramLabel = "N",
      defaultValue = "60",
      description = "Sessions a minute that one client may open (default: ${DEFAULT-VALUE}).")
  double arrivals;

  @Option(
      names = "--completed-code",
      paramLabel = "CODE",
      defaultValue = "",
      description = "Given to whoever completes the session.")
  String completedCode;

  @Option(
      names = "--failed-code",
      paramLabel = "CODE",
      defaultValue = "",
      description = "Given to whoever fails the practice.")
  String failedCode;

  @Option(
      names = "--refused-code",
      paramLabel = "CODE",
      defaultValue = "",
      description = "Given to whoever does not consent.")
  String refusedCode;

  @Option(
      names = "--redirect",
      paramLabel = "URL",
      defaultValue = "",
      description = "Where the browser goes at the end; {code} in it stands for the code.")
  String redirect;

  @Option(
      names = "--token-file",
      paramLabel = "F",
      description =
          "File whose first line is the token of the experimenter's page, 16 characters at least"
              + " (default: a new one, printed at the start).")
  Path tokenFile;

  @Override
  protected void validateArguments() {
    if (abandonedAfter < 1 || !(rate >= 1) || !(arrivals >= 1)) {
      throw new UsageException("--abandoned-after, --rate and --arrivals must be at least 1.");
    }
    if (!redirect.isEmpty() && !redirect.matches("https?://.+")) {
      throw new UsageException("--redirect must be an address that begins with http(s)://.");
    }
  }

  @Override
  protected void run() throws IOException {
    // Its complaints are ours to tell, in a sentence.
    System.setProperty("org.slf4j.simpleLogger.log.io.javalin", "off");
    Study study = Study.read(survey);
    Options options =
        new Options(
            host,
            port,
            behindProxy,
            Duration.ofMinutes(abandonedAfter),
            rate,
            arrivals,
            Map.of(
                State.COMPLETE, completion(completedCode),
                State.FAILED, completion(failedCode),
                State.REFUSED, completion(refusedCode)),
            token());
    Stop stop = new Stop();
    try (Database opened = Database.open(database)) {
      StudyRow.bind(opened, survey, study);
      try (Server server = Server.start(options, survey, study, opened, Clock.systemUTC())) {
        announce(options, server.port());
        ConsentForms.warnOfBlanks(SurveyFolder.site(survey), System.err);
        stop.await();
      }
    } finally {
      stop.done();
    }
  }

  private String token() throws IOException {
    if (tokenFile == null) {
      return Console.newToken();
    }
    String token = Files.readString(tokenFile).lines().findFirst().orElse("").strip();
    if (token.length() < 16) {
      throw new InputException(
          tokenFile + " holds no token of at least 16 characters in its first line.");
    }
    return token;
  }

  private void announce(Options options, int port) {
    String url = "http://%s:%d/".formatted(host, port);
    if (tokenFile == null) {
      System.out.println("Token of " + url + "experimenter: " + options.token());
    }
    System.out.println("Serving " + survey + " at " + url);
  }

  private CompletionCode completion(String code) {
    return new CompletionCode(code, code.isEmpty() ? "" : redirect.replace("{code}", code));
  }
}
