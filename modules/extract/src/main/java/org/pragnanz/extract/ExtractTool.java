package org.pragnanz.extract;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.pragnanz.cli.Progress;
import org.pragnanz.cli.Tool;
import org.pragnanz.cli.options.CatalogOption;
import org.pragnanz.cli.options.NetworkOptions;
import org.pragnanz.cli.options.OutFolder;
import org.pragnanz.cli.options.ShardOption;
import org.pragnanz.cli.options.UnitsOption;
import org.pragnanz.data.Catalog;
import org.pragnanz.data.Pools;
import org.pragnanz.data.Unit;
import org.pragnanz.fault.InputException;
import org.pragnanz.fault.UsageException;
import org.pragnanz.nn.description.Architecture;
import org.pragnanz.nn.description.Site;
import org.pragnanz.nn.execution.Network;
import org.pragnanz.nn.execution.Precision;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a network over images and keeps its activations at the units' sites. */
@Command(
    name = "extract",
    description = {
      "Keeps a network's activations over images, their crops or their positions.",
      """

      Run twice in a study. First with --rows images, over all images: the spatial mean of every
      channel, from which pool takes each unit's strongest images. Then with --rows crops or positions,
      over the strongest images of all units joined: what factorize needs. Each image passes once, for
      every unit that wants it. The numbers do not depend on how the work is cut."""
    },
    footer =
        """
        Inputs
          --weights  the network's checkpoint, .safetensors or .pth
          --catalog  catalog.csv, with its images beside it
          --units    units.csv
          --pools    pools.csv; with it only images among a unit's strongest are run

        Outputs
          --out  for each site <site>.npy float32 (images, channels), or (images, rows, channels), and
                 <site>.csv (image): the images of its rows

        Example
          pragnanz extract --model resnet50 --weights w.safetensors --catalog catalog/catalog.csv \\
            --units units.csv --rows images --shard 1/8 --out shard1""")
public final class ExtractTool extends Tool {
  /** What a row of an image is. */
  enum Rows {
    IMAGES,
    CROPS,
    POSITIONS
  }

  @Mixin NetworkOptions network;
  @Mixin CatalogOption catalog;
  @Mixin UnitsOption units;

  @Option(names = "--pools", description = "pools.csv: run only a unit's strongest images")
  Optional<Path> pools;

  @Option(names = "--rows")
  Rows rows;

  @Option(names = "--strongest")
  int strongest;

  @Option(names = "--rows-precision")
  Precision precision;

  @Mixin ShardOption shard;
  @Mixin OutFolder out;

  @Override
  protected void validateArguments() {
    if (rows != Rows.IMAGES && pools.isEmpty()) {
      throw new UsageException(
          "--rows crops and --rows positions need --pools; whole images are --rows images.");
    }
  }

  @Override
  protected void run() throws IOException {
    Architecture architecture = network.architecture();
    List<Unit> studied = units.read();
    SortedMap<String, Site> sites = sites(architecture, studied);
    Catalog images = catalog.read();
    SortedMap<String, Set<String>> wanted =
        pools.isPresent()
            ? Wanted.strongest(Pools.read(pools.get()), studied, strongest)
            : Wanted.everywhere(images, sites.keySet());
    wanted.keySet().forEach(images::entry);
    List<String> mine = shard.of(List.copyOf(wanted.keySet()));
    try (Progress progress = new Progress("images", mine.size());
        Network loaded = network.load(precision);
        SiteFiles files =
            new SiteFiles(out.path(), counts(sites, mine, wanted), rows != Rows.IMAGES)) {
      Inputs inputs = new Inputs(images, architecture.preprocessing(), rows == Rows.CROPS);
      new Extraction(loaded, inputs, rows, threads()).run(mine, wanted, files, progress);
      files.complete();
    }
  }

  private static Map<Site, Integer> counts(
      SortedMap<String, Site> sites, List<String> images, Map<String, Set<String>> wanted) {
    Map<Site, Integer> counts = new HashMap<>();
    sites.values().forEach(site -> counts.put(site, 0));
    for (String image : images) {
      wanted.get(image).forEach(site -> counts.merge(sites.get(site), 1, Integer::sum));
    }
    return counts;
  }

  private static SortedMap<String, Site> sites(Architecture architecture, List<Unit> units) {
    SortedMap<String, Site> sites = new TreeMap<>();
    for (Unit unit : units) {
      Site site = architecture.site(unit.layer());
      if (unit.channel() < 0 || unit.channel() >= site.channels()) {
        throw new InputException(
            "Unit %s does not exist: %s of %s has channels 0 to %d."
                .formatted(unit.id(), site.name(), architecture.name(), site.channels() - 1));
      }
      sites.put(site.name(), site);
    }
    return sites;
  }
}
