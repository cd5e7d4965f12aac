package org.pragnanz.cli.options;

import org.pragnanz.nn.description.Architecture;
import picocli.CommandLine.Option;

/** {@code --model}: the network under study. */
public final class ModelOption {
  @Option(names = "--model", required = true)
  String model;

  /** Its name. */
  public String name() {
    return model;
  }

  /** Its description. */
  public Architecture architecture() {
    return Architecture.named(model);
  }
}
