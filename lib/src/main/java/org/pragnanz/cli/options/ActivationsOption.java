package org.pragnanz.cli.options;

import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** {@code --activations}: the spatial means of whole images. */
public final class ActivationsOption {
  @Option(
      names = "--activations",
      required = true,
      paramLabel = "DIR",
      description = "What extract wrote")
  List<Path> activations;

  /** The folders. */
  public List<Path> folders() {
    return activations;
  }
}
