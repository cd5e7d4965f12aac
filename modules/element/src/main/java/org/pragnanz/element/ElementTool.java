package org.pragnanz.element;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pragnanz.basis.Bases;
import org.pragnanz.basis.CraftBasis;
import org.pragnanz.basis.NeuronBasis;
import org.pragnanz.cli.Progress;
import org.pragnanz.cli.Tool;
import org.pragnanz.concurrent.InOrder;
import org.pragnanz.data.Pools;
import org.pragnanz.data.StudiedUnit;
import org.pragnanz.data.Unit;
import org.pragnanz.fault.UsageException;
import org.pragnanz.files.Npy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The dictionary element that stands for each unit, and its strongest and weakest images.
 *
 * <p>Of the unit's dictionary one element is chosen; the images of the unit's pool are coded with
 * the whole dictionary fixed (non-negative least squares) and ranked along it: as many strongest
 * and weakest as the neuron's pool has.
 *
 * <p>Inputs: what {@code factorize} wrote, the spatial means of whole images that {@code extract}
 * wrote, {@code pools.csv} of the neurons, {@code units.csv}.
 *
 * <p>Outputs: {@code elements.csv} (layer, channel, basis, element, frequency, channels), {@code
 * dictionaries/<layer>-<channel>-<basis>.npy} float32 (k, channels), {@code pools.csv} of both
 * bases. Frequency is the share of the N strongest images at which the element has the largest
 * code.
 *
 * <p>Source: Colin et al. (arXiv 2411.03993), section 3.2.2 and appendix "Selection of dictionary
 * elements".
 */
@Command(
    name = "element",
    description = "The element that stands for each unit, and its strongest and weakest images.")
public final class ElementTool extends Tool {
  @Option(
      names = "--factors",
      paramLabel = "DIR",
      arity = "1..*",
      required = true,
      description = "Folders that factorize wrote.")
  private List<Path> factors;

  @Option(
      names = "--activations",
      paramLabel = "DIR",
      arity = "1..*",
      required = true,
      description = "Folders with the spatial means of whole images, one a shard.")
  private List<Path> activations;

  @Option(
      names = "--pools",
      paramLabel = "F",
      required = true,
      description = "pools.csv of the neurons.")
  private Path pools;

  @Option(names = "--units", paramLabel = "F", required = true, description = "units.csv.")
  private Path units;

  @Option(
      names = "--strongest",
      paramLabel = "N",
      description = "Strongest images of a unit that choose (default: ${DEFAULT-VALUE}).")
  private int top = 300;

  @Option(
      names = "--strategy",
      description =
          "How the element is chosen: ${COMPLETION-CANDIDATES}. FREQUENCY: the element that most"
              + " often has the largest code (default: ${DEFAULT-VALUE}).")
  private Strategy strategy = Strategy.FREQUENCY;

  @Option(
      names = "--codes",
      description =
          "Codes that frequency compares: ${COMPLETION-CANDIDATES}. MEAN: of an image's spatial"
              + " mean; ROWS: the factorisation's own, averaged over an image's rows (default:"
              + " ${DEFAULT-VALUE}).")
  private Codes codes = Codes.MEAN;

  @Option(
      names = "--scale",
      description =
          "Length of the elements, which decides how codes compare: ${COMPLETION-CANDIDATES}."
              + " UNIT: 1; FITTED: what the factorisation happened to end with (default:"
              + " ${DEFAULT-VALUE}).")
  private Scale scale = Scale.UNIT;

  @Option(
      names = "--importance",
      paramLabel = "F",
      description = "For strategy importance: what 'importance --elements-of all' gave.")
  private Path importance;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Seed of strategy random (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--out", paramLabel = "DIR", required = true, description = "Output folder.")
  private Path out;

  @Override
  protected void validateArguments() {
    if (top < 1) {
      throw new UsageException("--strongest must be at least 1, not " + top + ".");
    }
    if ((strategy == Strategy.IMPORTANCE) != (importance != null)) {
      throw new UsageException("--importance goes with --strategy importance, and only with it.");
    }
  }

  @Override
  protected void run() throws IOException {
    Map<Pools.Key, Pools.Pool> neurons = Pools.read(pools);
    List<Unit> studied = StudiedUnit.read(units).stream().map(StudiedUnit::unit).sorted().toList();
    Chooser chooser = strategy.chooser(seed, importance);
    UnitElements elements = new UnitElements(factors, activations, top, codes, scale, chooser);
    List<UnitElements.Result> results = new ArrayList<>();
    try (Progress progress = new Progress("units", studied.size())) {
      InOrder.forEach(
          studied,
          threads(),
          unit -> elements.of(unit, neurons),
          (unit, result) -> {
            results.add(result);
            progress.add(1);
          });
    }
    write(results, neurons);
  }

  private void write(List<UnitElements.Result> results, Map<Pools.Key, Pools.Pool> neurons)
      throws IOException {
    Map<Pools.Key, Pools.Pool> all = new TreeMap<>();
    List<Bases.Chosen> chosen = new ArrayList<>();
    for (UnitElements.Result result : results) {
      Pools.Key neuron = new Pools.Key(result.unit(), NeuronBasis.NAME);
      Pools.Key craft = new Pools.Key(result.unit(), CraftBasis.NAME);
      Npy.write(Bases.dictionary(out, craft), result.dictionary());
      all.put(neuron, neurons.get(neuron));
      all.put(craft, result.pool());
      int channels = result.dictionary().columns();
      chosen.add(new Bases.Chosen(craft, result.element(), result.frequency(), channels));
      // A neuron is alone in its basis and so always the strongest.
      chosen.add(new Bases.Chosen(neuron, NeuronBasis.NO_ELEMENT, 1, channels));
    }
    Pools.write(Bases.pools(out), all);
    Bases.write(out, chosen);
  }
}
