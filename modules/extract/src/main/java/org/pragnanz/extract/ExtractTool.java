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
import org.pragnanz.cli.Shard;
import org.pragnanz.cli.Tool;
import org.pragnanz.data.Catalog;
import org.pragnanz.data.Pools;
import org.pragnanz.data.StudiedUnit;
import org.pragnanz.data.Unit;
import org.pragnanz.fault.InputException;
import org.pragnanz.fault.UsageException;
import org.pragnanz.nn.description.Architecture;
import org.pragnanz.nn.description.Site;
import org.pragnanz.nn.execution.Network;
import org.pragnanz.nn.execution.Precision;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs a network over images and keeps its activations at the units' sites.
 *
 * <p>Run twice in a study. First over all images: the spatial mean of every channel, from which
 * {@code pool} takes each unit's strongest images. Then, with {@code --rows}, over the crops or
 * positions of the {@code --strongest} strongest images of all units joined: what {@code factorize}
 * needs. Each image passes once, for every unit that wants it.
 *
 * <p><b>Inputs</b>: weights, {@code catalog.csv} with its images, {@code units.csv}; the second
 * time {@code pools.csv}.
 *
 * <p><b>Outputs</b>: for each site {@code <site>.npy} float32 (images, channels), or (images, rows,
 * channels), and {@code <site>.csv} (image), the images of its rows by id. The numbers do not
 * depend on how the work is cut.
 *
 * <pre>{@code
 * pragnanz extract --model resnet50 --weights w.safetensors --catalog c/catalog.csv \
 *   --units units.csv --shard 1/8 --out shard1
 * pragnanz extract --rows crops --pools pools.csv --strongest 300 ... --out crops1
 * }</pre>
 */
@Command(
    name = "extract",
    description = "Keeps a network's activations over images, their crops or their positions.")
public final class ExtractTool extends Tool {
  /** What a row of an image is. */
  enum Rows {
    IMAGES,
    CROPS,
    POSITIONS
  }

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

  @Option(names = "--units", required = true, paramLabel = "F", description = "units.csv")
  Path units;

  @Option(
      names = "--rows",
      paramLabel = "images|crops|positions",
      defaultValue = "images",
      description =
          "images: the spatial mean of each whole image; crops: that of each 64-pixel crop;"
              + " positions: every position of the whole image (default: ${DEFAULT-VALUE}).")
  Rows rows;

  @Option(
      names = "--pools",
      paramLabel = "F",
      description = "pools.csv; with it only images among a unit's strongest are run.")
  Optional<Path> pools;

  @Option(
      names = "--strongest",
      paramLabel = "N",
      defaultValue = "300",
      description = "How many strongest images a unit, with --pools (default: ${DEFAULT-VALUE}).")
  int top;

  @Option(
      names = "--rows-precision",
      paramLabel = "float32|bfloat16",
      defaultValue = "float32",
      description =
          "Of the numbers in the network. bfloat16: coarser, and several times as fast on processors"
              + " with AMX; slower on others (default: ${DEFAULT-VALUE}).")
  Precision precision;

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      defaultValue = Shard.ALL,
      converter = Shard.Parser.class,
      description = "Run every N-th image from the I-th on (default: ${DEFAULT-VALUE}).")
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
  protected void validateArguments() {
    if (rows != Rows.IMAGES && pools.isEmpty()) {
      throw new UsageException("--rows crops and --rows positions need --pools.");
    }
    if (top < 1) {
      throw new UsageException("--strongest must be at least 1, not " + top + ".");
    }
  }

  @Override
  protected void run() throws IOException {
    Architecture architecture = Architecture.named(model);
    List<Unit> studied = StudiedUnit.read(units).stream().map(StudiedUnit::unit).toList();
    SortedMap<String, Site> sites = sites(architecture, studied);
    Catalog images = Catalog.read(catalog);
    SortedMap<String, Set<String>> wanted =
        pools.isPresent()
            ? Wanted.strongest(Pools.read(pools.get()), studied, top)
            : Wanted.everywhere(images, sites.keySet());
    wanted.keySet().forEach(images::entry);
    List<String> mine = shard.of(List.copyOf(wanted.keySet()));
    Network.Options options = new Network.Options(device, !noFold, false, precision);
    try (Progress progress = new Progress("images", mine.size());
        Network network = Network.load(architecture, weights, options);
        SiteFiles files = new SiteFiles(out, counts(sites, mine, wanted), rows != Rows.IMAGES)) {
      Inputs inputs = new Inputs(images, architecture.preprocessing(), rows == Rows.CROPS);
      new Extraction(network, inputs, rows, threads()).run(mine, wanted, files, progress);
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
