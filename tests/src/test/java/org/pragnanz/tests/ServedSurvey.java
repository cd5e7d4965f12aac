package org.pragnanz.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code bin/pragnanz serve} on a survey, to be killed and started again on the same port. */
final class ServedSurvey implements AutoCloseable {
  private static final Pattern ADDRESS = Pattern.compile("http://127\\.0\\.0\\.1:(\\d+)/");

  private final Path survey;
  private final Path database;
  private int port;
  private Process process;

  ServedSurvey(Path survey, Path database) throws IOException {
    this.survey = survey;
    this.database = database;
    start();
  }

  /** Starts it, and returns when it answers. */
  void start() throws IOException {
    Path log = Files.createTempFile(database.toAbsolutePath().getParent(), "serve", ".log");
    process =
        Command.start(
            log,
            "serve",
            survey,
            "--database",
            database,
            "--port",
            port,
            "--arrivals",
            100_000,
            "--rate",
            100_000,
            "--completed-code",
            "DONE",
            "--failed-code",
            "SORRY");
    while (true) {
      Matcher told = ADDRESS.matcher(Files.readString(log));
      if (told.find()) {
        port = Integer.parseInt(told.group(1));
        return;
      }
      if (!process.isAlive()) {
        throw new AssertionError("It did not start: " + Files.readString(log));
      }
      Thread.onSpinWait();
    }
  }

  /** As the kernel kills when memory runs out: no last word. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** The address that a participant is given. */
  String address(String worker) {
    return "http://127.0.0.1:%d/?PROLIFIC_PID=%s&STUDY_ID=s1&SESSION_ID=p1".formatted(port, worker);
  }

  Path database() {
    return database;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
