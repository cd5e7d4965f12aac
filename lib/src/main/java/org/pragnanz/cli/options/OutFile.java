package org.pragnanz.cli.options;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --out} of a tool that writes one file. */
public final class OutFile {
  @Option(names = "--out", required = true, description = "The file to write")
  Path out;

  /** The file. */
  public Path path() {
    return out;
  }
}
