package org.pragnanz.cli.options;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.pragnanz.data.Pools;
import picocli.CommandLine.Option;

/** {@code --pools}: the strongest and weakest images of every unit. */
public final class PoolsOption {
  @Option(names = "--pools", required = true, description = "pools.csv of every unit")
  Path pools;

  /** Reads them. */
  public Map<Pools.Key, Pools.Pool> read() throws IOException {
    return Pools.read(pools);
  }

  /** The file. */
  public Path file() {
    return pools;
  }
}
