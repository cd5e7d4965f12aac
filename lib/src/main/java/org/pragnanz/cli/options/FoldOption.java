package org.pragnanz.cli.options;

import org.pragnanz.cli.Running;
import picocli.CommandLine.Option;

/** {@code --no-fold}: runs the network layer by layer as it was trained. */
final class FoldOption implements Running {
  @Option(names = "--no-fold", description = "Do not fold batch norm into the convolutions")
  boolean noFold;
}
