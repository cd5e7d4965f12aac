package org.pragnanz.units;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.pragnanz.cli.Tool;
import org.pragnanz.data.StudiedUnit;
import org.pragnanz.fault.UsageException;
import org.pragnanz.nn.description.Architecture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Draws the units under study, or checks and completes a given list.
 *
 * <p><b>Inputs</b>: a network's name; with {@code --units} a table layer,channel.
 *
 * <p><b>Outputs</b>: {@code units.csv} (model, layer, channel, depth), ordered by the network's
 * sites, then by channel.
 *
 * <pre>{@code
 * pragnanz units --model resnet50 --unit-count 80 --seed 1 --out units.csv
 * pragnanz units --model vgg16 --units my.csv --out units.csv
 * }</pre>
 */
@Command(
    name = "units",
    description = "Draws the units under study over layers, or completes a given list.")
public final class UnitsTool extends Tool {
  @Option(names = "--model", required = true, paramLabel = "M", description = "The network.")
  String model;

  @Option(names = "--unit-count", paramLabel = "N", description = "How many units to draw.")
  Integer count;

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "0",
      description = "The study's seed (default: ${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--units",
      paramLabel = "F",
      description = "A table layer,channel of the units to study, instead of drawing them.")
  Path given;

  @Option(names = "--out", required = true, paramLabel = "F", description = "units.csv to write.")
  Path out;

  @Override
  protected void validateArguments() {
    if ((count == null) == (given == null)) {
      throw new UsageException("Give either --unit-count, to draw units, or --units, a list of them.");
    }
    if (count != null && count < 1) {
      throw new UsageException("--unit-count must be at least 1, not " + count + ".");
    }
  }

  @Override
  protected void run() throws IOException {
    Architecture network = Architecture.named(model);
    List<StudiedUnit> units =
        given == null
            ? new Sampling(network).draw(count, seed)
            : new GivenUnits(network).read(given);
    StudiedUnit.write(out, units);
  }
}
