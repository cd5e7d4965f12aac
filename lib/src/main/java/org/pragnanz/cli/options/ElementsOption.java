package org.pragnanz.cli.options;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.pragnanz.basis.Bases;
import org.pragnanz.basis.Basis;
import org.pragnanz.data.Pools;
import picocli.CommandLine.Option;

/** {@code --elements}: the elements that stand for the units. */
public final class ElementsOption {
  @Option(
      names = "--elements",
      required = true,
      paramLabel = "DIR",
      description = "What element wrote")
  Path elements;

  /** Reads the basis of every unit. */
  public Map<Pools.Key, Basis> read() throws IOException {
    return Bases.read(elements);
  }

  /** Reads the pools of both bases. */
  public Map<Pools.Key, Pools.Pool> readPools() throws IOException {
    return Pools.read(Bases.pools(elements));
  }

  /** The folder. */
  public Path folder() {
    return elements;
  }
}
