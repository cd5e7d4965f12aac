package org.pragnanz.testing;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.pragnanz.cli.Main;

/**
 * A tool's run, in this process.
 *
 * @param code its exit code
 * @param said what it wrote to the error stream
 */
public record ToolRun(int code, String said) {
  private static final int INPUT = 2;

  /** Runs a tool. */
  public static ToolRun of(List<String> arguments) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int code =
        Main.run(
            new PrintStream(said, true, StandardCharsets.UTF_8), arguments.toArray(String[]::new));
    return new ToolRun(code, said.toString(StandardCharsets.UTF_8));
  }

  /**
   * Why it refused what it was given; empty where it did its work.
   *
   * @throws AssertionError where the exit code tells otherwise
   */
  public String refusal() {
    if (code != (said.isEmpty() ? 0 : INPUT)) {
      throw new AssertionError("exit code " + code + ": " + said);
    }
    return said;
  }
}
