package org.pragnanz.units;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.pragnanz.cli.Tool;
import org.pragnanz.cli.options.ModelOption;
import org.pragnanz.cli.options.OutFile;
import org.pragnanz.data.StudiedUnit;
import org.pragnanz.fault.UsageException;
import org.pragnanz.nn.description.Architecture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws the units under study, or checks and completes a given list. */
@Command(
    name = "units",
    description = {
      "Draws the units under study over layers, or completes a given list.",
      """

      Units are drawn uniformly over layers, then over channels."""
    },
    footer =
        """
        Inputs
          --units  CSV layer,channel: the units to study, instead of drawing them

        Outputs
          --out  CSV model,layer,channel,depth, ordered by the network's sites, then by channel

        Example
          pragnanz units --model resnet50 --unit-count 80 --seed 1 --out units.csv
          pragnanz units --model vgg16 --units my.csv --out units.csv""")
public final class UnitsTool extends Tool {
  @Mixin ModelOption model;

  @Option(names = "--units")
  Optional<Path> units;

  @Option(names = "--unit-count")
  int count;

  @Option(names = "--seed")
  long seed;

  @Mixin OutFile out;

  @Override
  protected void validateArguments() {
    if (units.isPresent() && given("--unit-count")) {
      throw new UsageException(
          "Give either --unit-count, to draw units, or --units, a list of them.");
    }
  }

  @Override
  protected void run() throws IOException {
    Architecture network = model.architecture();
    List<StudiedUnit> studied =
        units.isPresent()
            ? new GivenUnits(network).read(units.get())
            : new Sampling(network).draw(count, seed);
    StudiedUnit.write(out.path(), studied);
  }
}
