package org.pragnanz.cli.options;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --out} of a tool that writes several files. */
public final class OutFolder {
  @Option(names = "--out", required = true, paramLabel = "DIR", description = "The folder to write")
  Path out;

  /** The folder. */
  public Path path() {
    return out;
  }

  /** A file in it. */
  public Path file(String name) {
    return out.resolve(name);
  }
}
