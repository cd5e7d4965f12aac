package org.pragnanz.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.pragnanz.testing.Patience;
import org.pragnanz.testing.Ports;

/** {@code bin/pragnanz serve} on a survey, to be killed and started again on the same port. */
final class ServedSurvey implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final Path survey;
  private final Path database;
  private final int port = Ports.free();
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
    String address = "http://127.0.0.1:%d/".formatted(port);
    Patience.until(
        () -> !process.isAlive() || text(log).contains(address), LONGEST, "serve to listen");
    if (!process.isAlive()) {
      throw new AssertionError("It did not start: " + text(log));
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
    Patience.await(process, LONGEST, "serve to stop");
  }
}
