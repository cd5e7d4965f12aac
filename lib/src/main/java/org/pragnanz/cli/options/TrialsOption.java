package org.pragnanz.cli.options;

import java.io.IOException;
import java.nio.file.Path;
import org.pragnanz.trial.TrialSet;
import picocli.CommandLine.Option;

/** {@code --trials}: the trials of the study. */
public final class TrialsOption {
  @Option(
      names = "--trials",
      required = true,
      paramLabel = "DIR",
      description = "What trials wrote")
  Path trials;

  /** Reads them. */
  public TrialSet read() throws IOException {
    return TrialSet.read(trials);
  }

  /** Their table, for messages. */
  public Path file() {
    return trials.resolve(TrialSet.FILE);
  }

  /** The folder. */
  public Path folder() {
    return trials;
  }
}
