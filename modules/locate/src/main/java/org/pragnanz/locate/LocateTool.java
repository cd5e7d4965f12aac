package org.pragnanz.locate;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.pragnanz.basis.Bases;
import org.pragnanz.basis.Basis;
import org.pragnanz.cli.Progress;
import org.pragnanz.cli.Tool;
import org.pragnanz.cli.options.CatalogOption;
import org.pragnanz.cli.options.ElementsOption;
import org.pragnanz.cli.options.NetworkOptions;
import org.pragnanz.cli.options.OutFolder;
import org.pragnanz.cli.options.ShardOption;
import org.pragnanz.cli.options.TrialsOption;
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
import picocli.CommandLine.Mixin;

/** Maps where in the images of its first trial each unit is active. */
@Command(
    name = "locate",
    description = {
      "Maps where in the images of its first trial each unit is active, in each basis.",
      """

      A unit's code at every position of its site, over the images of its first main trial in each
      basis: those that the report's gallery shows. A neuron's code is its channel's activation. An
      element's is its part in the non-negative combination of the dictionary that is nearest to the
      position's activation.
      Source: Fel et al. (2023), CRAFT, section 3.3 (concept attribution maps)."""
    },
    footer =
        """
        Inputs
          --weights   the network's checkpoint, .safetensors or .pth
          --catalog   catalog.csv, with its images beside it
          --elements  the folder that element wrote
          --trials    the folder that trials wrote

        Outputs
          --out  for each unit and basis <layer>-<channel>-<basis>.npy float32 (images, positions, 1),
                 positions row by row of a square grid, and <layer>-<channel>-<basis>.csv (image)

        Example
          pragnanz locate --model resnet50 --weights w.safetensors --catalog catalog/catalog.csv \\
            --elements elements --trials trials --out maps""")
public final class LocateTool extends Tool {
  @Mixin NetworkOptions network;
  @Mixin CatalogOption catalog;
  @Mixin ElementsOption elements;
  @Mixin TrialsOption trials;
  @Mixin ShardOption shard;
  @Mixin OutFolder out;

  @Override
  protected void run() throws IOException {
    Architecture architecture = network.architecture();
    TrialSet set = trials.read();
    if (!set.model().equals(network.model())) {
      throw new InputException(
          "%s holds trials of %s, not of %s."
              .formatted(trials.file(), set.model(), network.model()));
    }
    SortedMap<Pools.Key, Trial> first = set.firstMainTrials();
    Map<Pools.Key, Basis> bases = elements.read();
    first.keySet().forEach(key -> check(architecture, key, bases));
    Catalog images = catalog.read();
    first.values().stream().flatMap(Trial::images).forEach(images::entry);
    List<Pools.Key> mine = shard.of(List.copyOf(first.keySet()));
    try (Progress progress = new Progress("units", mine.size());
        Network loaded = network.load()) {
      Locating locating = new Locating(loaded, images);
      Output.folder(
          out.path(),
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
              .formatted(Bases.elements(elements.folder()), key.id()));
    }
    int channels = architecture.site(key.unit().layer()).channels();
    if (channels != basis.channels()) {
      throw new InputException(
          "Site %s has %d channels in %s and %d in %s; they are of two networks."
              .formatted(
                  key.unit().layer(),
                  channels,
                  network.model(),
                  basis.channels(),
                  elements.folder()));
    }
  }
}
