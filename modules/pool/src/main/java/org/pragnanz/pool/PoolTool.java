package org.pragnanz.pool;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.pragnanz.cli.Progress;
import org.pragnanz.cli.Tool;
import org.pragnanz.data.ActivationStore;
import org.pragnanz.data.Pools;
import org.pragnanz.data.Pools.Pool;
import org.pragnanz.data.StudiedUnit;
import org.pragnanz.data.Unit;
import org.pragnanz.fault.InputException;
import org.pragnanz.fault.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Finds each unit's strongest and weakest images over all shards: exactly, whatever the order of
 * shards and images, ties by image id.
 *
 * <p><b>Inputs</b>: the folders that {@code extract} wrote, one a shard, and {@code units.csv}.
 *
 * <p><b>Outputs</b>: {@code pools.csv} (layer, channel, basis, end, rank, image, activation), basis
 * {@code neuron}.
 *
 * <pre>{@code
 * pragnanz pool --activations shard1 shard2 --units units.csv --top 2500 --bottom 400 \
 *   --out pools.csv
 * }</pre>
 */
@Command(name = "pool", description = "Finds the strongest and weakest images of every unit.")
public final class PoolTool extends Tool {
  @Option(
      names = "--activations",
      required = true,
      arity = "1..*",
      paramLabel = "DIR",
      description = "The folders that extract wrote, one a shard.")
  List<Path> activations;

  @Option(names = "--units", required = true, paramLabel = "F", description = "units.csv")
  Path units;

  @Option(
      names = "--top",
      paramLabel = "N",
      defaultValue = "2500",
      description = "Strongest images a unit (default: ${DEFAULT-VALUE}).")
  int top;

  @Option(
      names = "--bottom",
      paramLabel = "N",
      defaultValue = "400",
      description = "Weakest images a unit (default: ${DEFAULT-VALUE}).")
  int bottom;

  @Option(names = "--out", required = true, paramLabel = "F", description = "pools.csv to write.")
  Path out;

  @Override
  protected void validateArguments() {
    if (top < 1 || bottom < 0) {
      throw new UsageException("--top must be at least 1 and --bottom at least 0.");
    }
  }

  @Override
  protected void run() throws IOException {
    Map<String, List<Unit>> bySite =
        StudiedUnit.read(units).stream()
            .map(StudiedUnit::unit)
            .collect(Collectors.groupingBy(Unit::layer, TreeMap::new, Collectors.toList()));
    Map<Pools.Key, Pool> pools = new TreeMap<>();
    List<String> images = new ArrayList<>();
    try (Progress progress = new Progress("sites", bySite.size())) {
      for (Map.Entry<String, List<Unit>> site : bySite.entrySet()) {
        try (ActivationStore store = ActivationStore.open(activations, site.getKey())) {
          checkImages(store, site.getKey(), images);
          pools.putAll(new SitePools(store, site.getValue()).rank(top, bottom));
        }
        progress.add(1);
      }
    }
    Pools.write(out, pools);
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
    long wanted = (long) top + bottom;
    if (wanted > images.size()) {
      long fitting = images.size() * (long) top / wanted;
      throw new InputException(
          "--top %d and --bottom %d need %d images, but there are %d: lower --top to %d and --bottom to %d."
              .formatted(top, bottom, wanted, images.size(), fitting, images.size() - fitting));
    }
  }
}
