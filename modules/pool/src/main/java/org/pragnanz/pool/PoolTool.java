package org.pragnanz.pool;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.pragnanz.cli.Progress;
import org.pragnanz.cli.Tool;
import org.pragnanz.cli.options.ActivationsOption;
import org.pragnanz.cli.options.OutFile;
import org.pragnanz.cli.options.UnitsOption;
import org.pragnanz.data.ActivationStore;
import org.pragnanz.data.PoolSizes;
import org.pragnanz.data.Pools;
import org.pragnanz.data.Pools.Pool;
import org.pragnanz.data.Unit;
import org.pragnanz.fault.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds each unit's strongest and weakest images over all shards. */
@Command(
    name = "pool",
    description = {
      "Finds the strongest and weakest images of every unit.",
      """

      Exactly, whatever the order of shards and images; ties go by image id."""
    },
    footer =
        """
        Inputs
          --activations  folders that extract wrote of whole images: <site>.npy, <site>.csv
          --units        units.csv

        Outputs
          --out  CSV layer,channel,basis,end,rank,image,activation; basis neuron

        Example
          pragnanz pool --activations shard1 shard2 --units units.csv --top 2500 --bottom 400 \\
            --out pools.csv""")
public final class PoolTool extends Tool {
  @Mixin ActivationsOption activations;
  @Mixin UnitsOption units;

  @Option(names = "--top")
  int top;

  @Option(names = "--bottom")
  int bottom;

  @Mixin OutFile out;

  @Override
  protected void run() throws IOException {
    Map<String, List<Unit>> bySite =
        units.read().stream()
            .collect(Collectors.groupingBy(Unit::layer, TreeMap::new, Collectors.toList()));
    Map<Pools.Key, Pool> pools = new TreeMap<>();
    List<String> images = new ArrayList<>();
    try (Progress progress = new Progress("sites", bySite.size())) {
      for (Map.Entry<String, List<Unit>> site : bySite.entrySet()) {
        try (ActivationStore store = ActivationStore.open(activations.folders(), site.getKey())) {
          checkImages(store, site.getKey(), images);
          pools.putAll(new SitePools(store, site.getValue()).rank(top, bottom));
        }
        progress.add(1);
      }
    }
    Pools.write(out.path(), pools);
  }

  /** The images of every site are the same and enough. */
  private void checkImages(ActivationStore store, String site, List<String> images) {
    if (images.isEmpty()) {
      images.addAll(store.images());
    } else if (!images.equals(store.images())) {
      throw new InputException(
          "Site '%s' has activations of other images than the sites before it; the shards are of two runs."
              .formatted(site));
    }
    PoolSizes sizes = new PoolSizes(top, bottom);
    if (sizes.images() > images.size()) {
      PoolSizes fitting = sizes.fitting(images.size());
      throw new InputException(
          "--top %d and --bottom %d need %d images, but there are %d: lower --top to %d and --bottom to %d."
              .formatted(
                  top, bottom, sizes.images(), images.size(), fitting.top(), fitting.bottom()));
    }
  }
}
