package org.pragnanz.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.pragnanz.cli.Range;
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

/** Serves a survey to participants until it is told to stop. */
@Command(
    name = "serve",
    description = {
      "Serves a survey to participants and keeps their answers.",
      """

      Until it is told to stop (Ctrl-C, SIGTERM). A session without an answer for --abandoned-after
      minutes is given up, and its trials go to others. One client may send --rate requests a second and
      open --arrivals sessions a minute; --behind-proxy is for a proxy of yours that passes them on.
      At the end the browser goes to --redirect, in which {code} stands for the code. --host of itself
      is for this machine only."""
    },
    footer =
        """
        Inputs
          SURVEY_DIR    the folder that survey wrote
          --token-file  text whose first line is the token of the experimenter's page, 16 characters or
                        more

        Outputs
          --database  the answers, which export reads: an SQLite file, made where it is missing, or a
                      database of PostgreSQL

        Example
          pragnanz serve results/exp2/survey --database answers.sqlite --port 8080""")
public final class ServeTool extends Tool {
  @Parameters(paramLabel = "SURVEY_DIR", description = "The folder that survey wrote")
  Path survey;

  @Option(
      names = "--database",
      paramLabel = "F|URL",
      defaultValue = "responses.sqlite",
      description = "SQLite file, or jdbc:postgresql://HOST/NAME?user=U")
  String database;

  @Option(names = "--host", defaultValue = "127.0.0.1", description = "Address to listen on")
  String host;

  @Option(names = "--port", defaultValue = "7070", description = "Port to listen on; 0: a free one")
  @Range(min = 0, max = 65535)
  int port;

  @Option(names = "--behind-proxy", description = "Take the client from X-Forwarded-For")
  boolean behindProxy;

  @Option(names = "--abandoned-after", defaultValue = "30", description = "Minutes of silence")
  @Range(min = 1)
  long abandonedAfter;

  @Option(names = "--rate", defaultValue = "500", description = "Requests a second of one client")
  @Range(min = 1)
  double rate;

  @Option(names = "--arrivals", defaultValue = "60", description = "Sessions a minute of a client")
  @Range(min = 1)
  double arrivals;

  @Option(names = "--completed-code", description = "Given to who completes the session")
  Optional<String> completedCode;

  @Option(names = "--failed-code", description = "Given to who fails the practice")
  Optional<String> failedCode;

  @Option(names = "--refused-code", description = "Given to who does not consent")
  Optional<String> refusedCode;

  @Option(
      names = "--redirect",
      paramLabel = "URL",
      description = "Where the browser goes at the end")
  Optional<String> redirect;

  @Option(names = "--token-file", description = "The token (default: a new one, printed)")
  Optional<Path> tokenFile;

  @Override
  protected void validateArguments() {
    if (redirect.isPresent() && !redirect.get().matches("https?://.+")) {
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
    if (tokenFile.isEmpty()) {
      return Console.newToken();
    }
    Path file = tokenFile.get();
    String token = Files.readString(file).lines().findFirst().orElse("").strip();
    if (token.length() < 16) {
      throw new InputException(
          file + " holds no token of at least 16 characters in its first line.");
    }
    return token;
  }

  private void announce(Options options, int port) {
    String url = "http://%s:%d/".formatted(host, port);
    if (tokenFile.isEmpty()) {
      System.out.println("Token of " + url + "experimenter: " + options.token());
    }
    System.out.println("Serving " + survey + " at " + url);
  }

  private CompletionCode completion(Optional<String> code) {
    return code.filter(it -> !it.isEmpty())
        .map(it -> new CompletionCode(it, redirect.orElse("").replace("{code}", it)))
        .orElse(new CompletionCode("", ""));
  }
}
