package org.pragnanz.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.pragnanz.testing.Patience;

/** A tool as a user starts it, with {@code bin/pragnanz}. */
final class Command {
  private static final Path ROOT =
      Path.of(System.getProperty("pragnanz.root", "..")).toAbsolutePath().normalize();

  private Command() {}

  /** Starts a tool; what it says on both its outputs goes to a file. */
  static Process start(Path log, Object... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of(ROOT.resolve("bin/pragnanz").toString()));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  /** Runs a tool and wants it to succeed. */
  static void run(Object... arguments) throws IOException, InterruptedException {
    Path log = Files.createTempFile("pragnanz", ".log");
    try {
      Process process = start(log, arguments);
      if (Patience.await(process, Duration.ofMinutes(2), List.of(arguments).toString(), log) != 0) {
        throw new AssertionError(List.of(arguments) + " failed: " + Files.readString(log));
      }
    } finally {
      Files.delete(log);
    }
  }
}
