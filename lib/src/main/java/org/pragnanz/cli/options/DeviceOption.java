package org.pragnanz.cli.options;

import org.pragnanz.cli.Running;
import picocli.CommandLine.Option;

/** {@code --device}: where a network runs. */
public final class DeviceOption implements Running {
  @Option(names = "--device", paramLabel = "cpu|cuda:N")
  String device;

  /** Its name, as the engine knows it. */
  public String name() {
    return device;
  }
}
