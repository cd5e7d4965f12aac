package org.pragnanz.serve.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pragnanz.testing.Patience;

/** The server as users run it: a process of its own. */
public final class ServerProcess implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofMinutes(20);
  private static final Pattern READY = Pattern.compile("Serving .* at (http://[0-9.]+:\\d+)/");

  private final Process process;
  private final Path log;
  private final String url;
  private final List<String> said = new ArrayList<>();

  private ServerProcess(Process process, Path log) throws IOException {
    this.process = process;
    this.log = log;
    this.url = awaitReady();
  }

  /** Starts a server on a free port and waits until it listens. */
  public static ServerProcess start(Path survey, String database, String... options)
      throws IOException {
    return start(0, survey, database, options);
  }

  /** Starts a server on a port, 0 for a free one, and waits until it listens. */
  public static ServerProcess start(int port, Path survey, String database, String... options)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Starts twice as fast, which is what these tests do most.
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
    command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of("org.pragnanz.cli.Main", "serve", survey.toString()));
    command.addAll(List.of("--port", String.valueOf(port), "--database", database));
    command.addAll(List.of(options));
    Path log = Files.createTempFile(survey, "server", ".log");
    Process process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    try {
      return new ServerProcess(Patience.watched(process, LONGEST), log);
    } catch (IOException | RuntimeException e) {
      process.destroyForcibly();
      throw e;
    }
  }

  private String awaitReady() throws IOException {
    BufferedReader out = process.inputReader();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      said.add(line);
      Matcher ready = READY.matcher(line);
      if (ready.find()) {
        return ready.group(1);
      }
    }
    throw new IOException("the server ended before it listened: " + said + log());
  }

  /** Such as {@code http://127.0.0.1:40123}. */
  public String url() {
    return url;
  }

  /** The port that it listens on. */
  public int port() {
    return Integer.parseInt(url.substring(url.lastIndexOf(':') + 1));
  }

  /** What it printed before it listened. */
  public List<String> said() {
    return said;
  }

  /** What it has written to standard error. */
  public String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SIGKILL: nothing is flushed, nothing closed. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM. Returns the exit code. */
  public int stop() throws InterruptedException {
    process.destroy();
    return process.waitFor();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
