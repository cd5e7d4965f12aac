package org.pragnanz.element;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.pragnanz.basis.Bases;
import org.pragnanz.basis.CraftBasis;
import org.pragnanz.basis.NeuronBasis;
import org.pragnanz.cli.Progress;
import org.pragnanz.cli.Tool;
import org.pragnanz.cli.options.ActivationsOption;
import org.pragnanz.cli.options.OutFolder;
import org.pragnanz.cli.options.PoolsOption;
import org.pragnanz.cli.options.UnitsOption;
import org.pragnanz.concurrent.InOrder;
import org.pragnanz.data.ActivationStore;
import org.pragnanz.data.Pools;
import org.pragnanz.data.Unit;
import org.pragnanz.fault.UsageException;
import org.pragnanz.files.Npy;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Chooses the element that stands for each unit, and ranks its images. */
@Command(
    name = "element",
    description = {
      "Chooses the element that stands for each unit, and its strongest and weakest images.",
      """

      Of the unit's dictionary one element is chosen. The images of the unit's pool are coded with the
      whole dictionary fixed (non-negative least squares) and ranked along the element: as many
      strongest and weakest as the neuron's pool has. How codes compare depends on --codes (mean: those
      of an image's spatial mean; rows: the factorization's own, averaged over an image's rows) and on
      --scale (unit: elements of length 1; fitted: of what length the factorization ended with).
      --importance goes with --strategy importance, and only with it.
      Source: Colin et al. (arXiv 2411.03993), section 3.2.2 and its appendix."""
    },
    footer =
        """
        Inputs
          --factors      folders that factorize wrote: <layer>-<channel>/W.npy, U.npy, fit.json
          --activations  folders that extract wrote of whole images: <site>.npy, <site>.csv
          --pools        pools.csv of the neurons
          --units        units.csv
          --importance   CSV that importance --elements-of all wrote

        Outputs
          --out  elements.csv (layer,channel,basis,element,frequency,channels; frequency is the share of
                 the strongest images at which the element has the largest code), dictionaries/
                 <layer>-<channel>-<basis>.npy float32 (k, channels), pools.csv of both bases

        Example
          pragnanz element --factors factors --activations shard1 shard2 --pools pools.csv \\
            --units units.csv --out elements""")
public final class ElementTool extends Tool {
  @Option(
      names = "--factors",
      required = true,
      paramLabel = "DIR",
      description = "What factorize wrote")
  List<Path> factors;

  @Mixin ActivationsOption activations;
  @Mixin PoolsOption pools;
  @Mixin UnitsOption units;

  @Option(names = "--strongest")
  int strongest;

  @Option(names = "--strategy")
  Strategy strategy;

  @Option(names = "--codes", defaultValue = "mean", description = "Codes that frequency compares")
  Codes codes;

  @Option(names = "--scale", defaultValue = "unit", description = "Length of the elements")
  Scale scale;

  @Option(names = "--importance", description = "What importance --elements-of all wrote")
  Optional<Path> importance;

  @Option(names = "--seed")
  long seed;

  @Mixin OutFolder out;

  @Override
  protected void validateArguments() {
    if ((strategy == Strategy.IMPORTANCE) != importance.isPresent()) {
      throw new UsageException("--importance goes with --strategy importance, and only with it.");
    }
  }

  @Override
  protected void run() throws IOException {
    Map<Pools.Key, Pools.Pool> neurons = pools.read();
    List<Unit> studied = units.read().stream().sorted().toList();
    Chooser chooser = strategy.chooser(seed, importance);
    List<UnitElements.Result> results = new ArrayList<>();
    // Once a site: of every shard that is opened the digests are checked.
    Map<String, List<Unit>> bySite =
        studied.stream()
            .collect(Collectors.groupingBy(Unit::layer, LinkedHashMap::new, Collectors.toList()));
    try (Progress progress = new Progress("units", studied.size())) {
      for (Map.Entry<String, List<Unit>> site : bySite.entrySet()) {
        try (ActivationStore store = ActivationStore.open(activations.folders(), site.getKey())) {
          UnitElements elements =
              new UnitElements(factors, store, strongest, codes, scale, chooser);
          InOrder.forEach(
              site.getValue(),
              threads(),
              unit -> elements.of(unit, neurons),
              (unit, result) -> {
                results.add(result);
                progress.add(1);
              });
        }
      }
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
      Npy.write(Bases.dictionary(out.path(), craft), result.dictionary());
      all.put(neuron, neurons.get(neuron));
      all.put(craft, result.pool());
      int channels = result.dictionary().columns();
      chosen.add(new Bases.Chosen(craft, result.element(), result.frequency(), channels));
      // A neuron is alone in its basis and so always the strongest.
      chosen.add(new Bases.Chosen(neuron, NeuronBasis.NO_ELEMENT, 1, channels));
    }
    Pools.write(Bases.pools(out.path()), all);
    Bases.write(out.path(), chosen);
  }
}
