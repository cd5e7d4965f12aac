package org.pragnanz.importance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.pragnanz.basis.Bases;
import org.pragnanz.basis.Basis;
import org.pragnanz.cli.Progress;
import org.pragnanz.cli.Shard;
import org.pragnanz.cli.Tool;
import org.pragnanz.data.Catalog;
import org.pragnanz.data.ImageImportance;
import org.pragnanz.data.Pools;
import org.pragnanz.data.StudiedUnit;
import org.pragnanz.data.Unit;
import org.pragnanz.fault.InputException;
import org.pragnanz.fault.UsageException;
import org.pragnanz.nn.description.Architecture;
import org.pragnanz.nn.description.Site;
import org.pragnanz.nn.execution.Network;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How much units matter to the network's decision: Gradient × Input of a logit along each unit's
 * direction, over the images that drive it most.
 *
 * <p>One forward and one backward pass an image serves every unit and basis that wants it. The work
 * is cut by images, so that none passes twice; the parts' rows joined and sorted are the same for
 * any number of parts.
 *
 * <p>Inputs: the network, {@code catalog.csv}, the folder that {@code element} wrote, {@code
 * units.csv}.
 *
 * <p>Output: a table (model, layer, channel, basis, element, image, importance), one row for each
 * of a unit's N strongest images in its basis; a unit's importance is their mean. With {@code
 * --elements-of all} the neuron and every element of a dictionary have rows, over the images that
 * the dictionary was learnt from, the neuron's strongest.
 *
 * <p>Source: Colin et al. (arXiv 2411.03993), section 3.1, Eq. 1.
 */
@Command(
    name = "importance",
    description = "How much units matter to the network's decision (Gradient x Input).")
public final class ImportanceTool extends Tool {
  /** Which logit is differentiated. */
  enum Logit {
    LARGEST,
    LABEL
  }

  /** Which elements of a dictionary are measured. */
  enum ElementsOf {
    CHOSEN,
    ALL
  }

  @Option(names = "--model", paramLabel = "M", required = true, description = "The network.")
  private String model;

  @Option(
      names = "--weights",
      paramLabel = "F",
      required = true,
      description = "Its checkpoint, .safetensors or .pth.")
  private Path weights;

  @Option(names = "--catalog", paramLabel = "F", required = true, description = "catalog.csv.")
  private Path catalog;

  @Option(
      names = "--elements",
      paramLabel = "DIR",
      required = true,
      description = "The folder that element wrote.")
  private Path elements;

  @Option(names = "--units", paramLabel = "F", required = true, description = "units.csv.")
  private Path units;

  @Option(
      names = "--strongest",
      paramLabel = "N",
      description = "Strongest images of a unit (default: ${DEFAULT-VALUE}).")
  private int top = 300;

  @Option(
      names = "--logit",
      description = "${COMPLETION-CANDIDATES}: an image's (default: ${DEFAULT-VALUE}).")
  private Logit logit = Logit.LARGEST;

  @Option(
      names = "--classes",
      paramLabel = "F",
      description =
          "For --logit label: a file whose line i begins with the synset of class i (default: the"
              + " catalog's synsets in order).")
  private Optional<Path> classes = Optional.empty();

  @Option(
      names = "--elements-of",
      description = "${COMPLETION-CANDIDATES}: elements measured (default: ${DEFAULT-VALUE}).")
  private ElementsOf elementsOf = ElementsOf.CHOSEN;

  @Option(
      names = "--device",
      paramLabel = "cpu|cuda:0",
      description = "Where the network runs (default: ${DEFAULT-VALUE}).")
  private String device = "cpu";

  @Option(names = "--no-fold", description = "Do not fold batch norm into the convolutions.")
  private boolean noFold;

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      defaultValue = Shard.ALL,
      converter = Shard.Parser.class,
      description = "Only every N-th image, from the I-th on.")
  private Shard shard;

  @Option(names = "--out", paramLabel = "F", required = true, description = "Output table.")
  private Path out;

  @Override
  protected void validateArguments() {
    if (top < 1) {
      throw new UsageException("--strongest must be at least 1, not " + top + ".");
    }
    if (classes.isPresent() && logit != Logit.LABEL) {
      throw new UsageException("--classes goes with --logit label.");
    }
  }

  @Override
  protected void run() throws IOException {
    Architecture architecture = Architecture.named(model);
    Map<Pools.Key, Basis> bases = new TreeMap<>(Bases.read(elements));
    Set<Unit> studied =
        StudiedUnit.read(units).stream().map(StudiedUnit::unit).collect(Collectors.toSet());
    bases.keySet().removeIf(key -> !studied.contains(key.unit()));
    bases.keySet().forEach(key -> studied.remove(key.unit()));
    if (!studied.isEmpty()) {
      throw new InputException(
          "%s has no unit %s; run element with these units."
              .formatted(Bases.elements(elements), Collections.min(studied).id()));
    }
    bases.forEach((key, basis) -> check(architecture, key, basis));
    Map<Pools.Key, Pools.Pool> pools = Pools.read(Bases.pools(elements));
    SortedMap<String, List<Measured>> wanted =
        elementsOf == ElementsOf.ALL
            ? Measured.everyElement(bases, pools, top)
            : Measured.chosen(bases, pools, top);
    Catalog images = Catalog.read(catalog);
    wanted.keySet().forEach(images::entry);
    Network.Options options = new Network.Options(device, !noFold, true);
    List<String> mine = shard.of(List.copyOf(wanted.keySet()));
    List<Measurement> measured;
    try (Progress progress = new Progress("images", mine.size());
        Network network = Network.load(architecture, weights, options)) {
      Logits logits =
          logit == Logit.LABEL
              ? Logits.label(network.architecture(), images, classes)
              : Logits.LARGEST;
      measured = new Attribution(network, images, logits, threads()).run(mine, wanted, progress);
    }
    ImageImportance.write(
        out,
        measured.stream()
            .map(
                m ->
                    new ImageImportance(
                        model, m.of().key(), m.of().basis().element(), m.image(), m.importance()))
            .toList());
  }

  private void check(Architecture architecture, Pools.Key key, Basis basis) {
    Site site = architecture.site(key.unit().layer());
    if (site.channels() != basis.channels()) {
      throw new InputException(
          "Site %s has %d channels in %s and %d in %s; they are of two networks."
              .formatted(site.name(), site.channels(), model, basis.channels(), elements));
    }
  }
}
