package org.pragnanz.cli.options;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.pragnanz.data.StudiedUnit;
import org.pragnanz.data.Unit;
import picocli.CommandLine.Option;

/** {@code --units}: the units of the study. */
public final class UnitsOption {
  @Option(names = "--units", required = true, description = "units.csv of the study")
  Path units;

  /** Reads them, in the order of the file. */
  public List<Unit> read() throws IOException {
    return StudiedUnit.read(units).stream().map(StudiedUnit::unit).toList();
  }

  /** The file. */
  public Path file() {
    return units;
  }
}
