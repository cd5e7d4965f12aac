package org.pragnanz.importance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.pragnanz.basis.Bases;
import org.pragnanz.basis.Basis;
import org.pragnanz.cli.Progress;
import org.pragnanz.cli.Tool;
import org.pragnanz.cli.options.CatalogOption;
import org.pragnanz.cli.options.ElementsOption;
import org.pragnanz.cli.options.NetworkOptions;
import org.pragnanz.cli.options.OutFile;
import org.pragnanz.cli.options.ShardOption;
import org.pragnanz.cli.options.UnitsOption;
import org.pragnanz.data.Catalog;
import org.pragnanz.data.ImageImportance;
import org.pragnanz.data.Pools;
import org.pragnanz.data.Unit;
import org.pragnanz.fault.InputException;
import org.pragnanz.fault.UsageException;
import org.pragnanz.nn.description.Architecture;
import org.pragnanz.nn.description.Site;
import org.pragnanz.nn.execution.Network;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Measures Gradient x Input of a logit along each unit's direction. */
@Command(
    name = "importance",
    description = {
      "Measures how much units matter to the network's decision (Gradient x Input).",
      """

      Of a logit along each unit's direction, over the images that drive the unit most; a unit's
      importance is their mean. One forward and one backward pass an image serves every unit and basis
      that wants it. The parts' rows joined and sorted are the same for any number of parts.
      Source: Colin et al. (arXiv 2411.03993), section 3.1, Eq. 1."""
    },
    footer =
        """
        Inputs
          --weights   the network's checkpoint, .safetensors or .pth
          --catalog   catalog.csv, with its images beside it
          --elements  the folder that element wrote
          --units     units.csv
          --classes   text, a line a class, which begins with its synset

        Outputs
          --out  CSV model,layer,channel,basis,element,image,importance: a row for each of a unit's
                 strongest images in its basis. With --elements-of all the neuron and every element of
                 a dictionary have rows, over the images that the dictionary was learned from.

        Example
          pragnanz importance --model resnet50 --weights w.safetensors --catalog catalog/catalog.csv \\
            --elements elements --units units.csv --out importance.csv""")
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

  @Mixin NetworkOptions network;
  @Mixin CatalogOption catalog;
  @Mixin ElementsOption elements;
  @Mixin UnitsOption units;

  @Option(names = "--strongest")
  int strongest;

  @Option(names = "--logit")
  Logit logit;

  @Option(names = "--classes")
  Optional<Path> classes;

  @Option(names = "--elements-of")
  ElementsOf elementsOf;

  @Mixin ShardOption shard;
  @Mixin OutFile out;

  @Override
  protected void validateArguments() {
    if (classes.isPresent() && logit != Logit.LABEL) {
      throw new UsageException("--classes goes with --logit label.");
    }
  }

  @Override
  protected void run() throws IOException {
    Architecture architecture = network.architecture();
    Map<Pools.Key, Basis> bases = new TreeMap<>(elements.read());
    Set<Unit> studied = new HashSet<>(units.read());
    bases.keySet().removeIf(key -> !studied.contains(key.unit()));
    bases.keySet().forEach(key -> studied.remove(key.unit()));
    if (!studied.isEmpty()) {
      throw new InputException(
          "%s has no unit %s; run element with these units."
              .formatted(Bases.elements(elements.folder()), Collections.min(studied).id()));
    }
    bases.forEach((key, basis) -> check(architecture, key, basis));
    Map<Pools.Key, Pools.Pool> pools = elements.readPools();
    SortedMap<String, List<Measured>> wanted =
        elementsOf == ElementsOf.ALL
            ? Measured.everyElement(bases, pools, strongest)
            : Measured.chosen(bases, pools, strongest);
    Catalog images = catalog.read();
    wanted.keySet().forEach(images::entry);
    List<String> mine = shard.of(List.copyOf(wanted.keySet()));
    List<Measurement> measured;
    try (Progress progress = new Progress("images", mine.size());
        Network loaded = network.loadWithGradients()) {
      Logits logits =
          logit == Logit.LABEL
              ? Logits.label(loaded.architecture(), images, classes)
              : Logits.LARGEST;
      measured = new Attribution(loaded, images, logits, threads()).run(mine, wanted, progress);
    }
    ImageImportance.write(
        out.path(),
        measured.stream()
            .map(
                m ->
                    new ImageImportance(
                        network.model(),
                        m.of().key(),
                        m.of().basis().element(),
                        m.image(),
                        m.importance()))
            .toList());
  }

  private void check(Architecture architecture, Pools.Key key, Basis basis) {
    Site site = architecture.site(key.unit().layer());
    if (site.channels() != basis.channels()) {
      throw new InputException(
          "Site %s has %d channels in %s and %d in %s; they are of two networks."
              .formatted(
                  site.name(),
                  site.channels(),
                  network.model(),
                  basis.channels(),
                  elements.folder()));
    }
  }
}
