package org.pragnanz.locate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.pragnanz.basis.Bases;
import org.pragnanz.basis.Basis;
import org.pragnanz.cli.Progress;
import org.pragnanz.cli.Shard;
import org.pragnanz.cli.Tool;
import org.pragnanz.concurrent.InOrder;
import org.pragnanz.data.Catalog;
import org.pragnanz.data.Pools;
import org.pragnanz.fault.InputException;
import org.pragnanz.files.Checksums;
import org.pragnanz.files.Output;
import org.pragnanz.nn.description.Architecture;
import org.pragnanz.nn.execution.Network;
import org.pragnanz.trial.Trial;
import org.pragnanz.trial.TrialSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Where in an image a unit is active: its code at every position of its site, over the images of
 * each unit's first main trial in each basis, which are those that the report's gallery shows.
 *
 * <p><b>Inputs</b>: the network, {@code catalog.csv} with its images, the folder that {@code
 * element} wrote, the folder that {@code trials} wrote.
 *
 * <p><b>Outputs</b>: for each unit and basis {@code <layer>-<channel>-<basis>.npy} float32 (images,
 * positions, 1), positions row by row of a square grid, and {@code <layer>-<channel>-<basis>.csv}
 * (image), the images of its rows. A neuron's code is its channel's activation; an element's is its
 * part in the non-negative combination of the dictionary that is nearest to the position's
 * activation, as CRAFT has it.
 *
 * <p>Source: Fel et al. (2023), CRAFT, section 3.3 (concept attribution maps).
 *
 * <pre>{@code
 * pragnanz locate --model resnet50 --weights w.safetensors --catalog c/catalog.csv \
 *   --elements elements --trials trials --out maps
 * }</pre>
 */
@Command(
    name = "locate",
    description = "Where in the images of its first trial each unit is active, in each basis.")
public final class LocateTool extends Tool {
  @Option(names = "--model", required = true, paramLabel = "M", description = "The network.")
  String model;

  @Option(
      names = "--weights",
      required = true,
      paramLabel = "F",
      description = "Its checkpoint, .safetensors or .pth.")
  Path weights;

  @Option(names = "--catalog", required = true, paramLabel = "F", description = "catalog.csv")
  Path catalog;

  @Option(
      names = "--elements",
      required = true,
      paramLabel = "DIR",
      description = "The folder that element wrote.")
  Path elements;

  @Option(
      names = "--trials",
      required = true,
      paramLabel = "DIR",
      description = "The folder that trials wrote.")
  Path trials;

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      defaultValue = Shard.ALL,
      converter = Shard.Parser.class,
      description = "Run every N-th unit and basis from the I-th on (default: ${DEFAULT-VALUE}).")
  Shard shard;

  @Option(
      names = "--device",
      paramLabel = "cpu|cuda:0",
      defaultValue = "cpu",
      description = "Where the network runs (default: ${DEFAULT-VALUE}).")
  String device;

  @Option(names = "--no-fold", description = "Do not fold batch norm into the convolutions.")
  boolean noFold;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write.")
  Path out;

  @Override
  protected void run() throws IOException {
    Architecture architecture = Architecture.named(model);
    TrialSet set = TrialSet.read(trials);
    if (!set.model().equals(model)) {
      throw new InputException(
          "%s holds trials of %s, not of %s."
              .formatted(trials.resolve(TrialSet.FILE), set.model(), model));
    }
    SortedMap<Pools.Key, Trial> first = set.firstMainTrials();
    Map<Pools.Key, Basis> bases = Bases.read(elements);
    first.keySet().forEach(key -> check(architecture, key, bases));
    Catalog images = Catalog.read(catalog);
    first.values().stream().flatMap(Trial::images).forEach(images::entry);
    List<Pools.Key> mine = shard.of(List.copyOf(first.keySet()));
    Network.Options options = new Network.Options(device, !noFold, false);
    try (Progress progress = new Progress("units", mine.size());
        Network network = Network.load(architecture, weights, options)) {
      Locating locating = new Locating(network, images);
      Output.folder(
          out,
          folder -> {
            InOrder.forEach(
                mine,
                threads(),
                key -> {
                  locating.write(folder, key, bases.get(key), first.get(key));
                  progress.add(1);
                });
            Checksums.write(folder);
          });
    }
  }

  private void check(Architecture architecture, Pools.Key key, Map<Pools.Key, Basis> bases) {
    Basis basis = bases.get(key);
    if (basis == null) {
      throw new InputException(
          "%s does not name %s; elements and trials are of two runs."
              .formatted(Bases.elements(elements), key.id()));
    }
    int channels = architecture.site(key.unit().layer()).channels();
    if (channels != basis.channels()) {
      throw new InputException(
          "Site %s has %d channels in %s and %d in %s; they are of two networks."
              .formatted(key.unit().layer(), channels, model, basis.channels(), elements));
    }
  }
}
