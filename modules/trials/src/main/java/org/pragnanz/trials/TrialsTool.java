package org.pragnanz.trials;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.pragnanz.cli.Progress;
import org.pragnanz.cli.Range;
import org.pragnanz.cli.Tool;
import org.pragnanz.cli.options.CatalogOption;
import org.pragnanz.cli.options.ModelOption;
import org.pragnanz.cli.options.OutFolder;
import org.pragnanz.cli.options.PoolsOption;
import org.pragnanz.concurrent.InOrder;
import org.pragnanz.data.Catalog;
import org.pragnanz.data.Pools;
import org.pragnanz.fault.UsageException;
import org.pragnanz.nn.description.Architecture;
import org.pragnanz.trial.Kind;
import org.pragnanz.trial.Matching;
import org.pragnanz.trial.Targets;
import org.pragnanz.trial.Trial;
import org.pragnanz.trial.TrialSet;
import org.pragnanz.trial.TrialSet.Parameters;
import org.pragnanz.trial.TrialSet.Shown;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes an experiment's trials, their image files, and a contact sheet of each unit and basis. */
@Command(
    name = "trials",
    description = {
      "Makes an experiment's trials, their image files, and contact sheets.",
      """

      Main trials show what match drew and chose. Practice and catch trials are drawn here."""
    },
    footer =
        """
        Inputs
          --catalog   catalog.csv, with its images beside it
          --pools     pools.csv of every basis
          --matching  the folder that match wrote: targets.csv, contrasts.csv

        Outputs
          --out  trials.json (schema: assets/trials.schema.json), images/*.jpg (what the network sees of
                 each image, saved once), sheets/<layer>-<channel>-<basis>.png

        Example
          pragnanz trials --catalog catalog/catalog.csv --pools elements/pools.csv --matching matching \\
            --model resnet50 --experiment exp2 --seed 1 --out trials""")
public final class TrialsTool extends Tool {
  @Mixin CatalogOption catalog;
  @Mixin PoolsOption pools;

  @Option(
      names = "--matching",
      required = true,
      paramLabel = "DIR",
      description = "What match wrote")
  Path matching;

  @Mixin ModelOption model;

  @Option(names = "--experiment", required = true)
  String experiment;

  @Option(names = "--practice")
  int practice;

  @Option(names = "--catches")
  int catches;

  @Option(names = "--easy")
  int easy;

  @Option(names = "--seed")
  long seed;

  @Option(names = "--quality", defaultValue = "0.95", description = "JPEG quality, 0 to 1")
  @Range(min = 0, max = 1)
  float quality;

  @Option(names = "--sheet-trials", defaultValue = "3", description = "Trials on a sheet; 0: none")
  @Range(min = 0)
  int sheetTrials;

  @Mixin OutFolder out;

  @Override
  protected void run() throws IOException {
    Architecture architecture = model.architecture();
    Map<Pools.Key, Pools.Pool> images = pools.read();
    Catalog listed = catalog.read();
    Matching matched = Matching.read(matching, images, listed);
    Parameters parameters = parameters(matched);
    List<Trial> trials =
        new Composer(
                seed, parameters, images, matched, unit -> architecture.site(unit.layer()).depth())
            .compose();
    Gallery gallery = new Gallery(listed, architecture.preprocessing(), out.path(), quality);
    Map<String, Shown> shown = gallery.shown(trials);
    gallery.write(shown, threads());
    TrialSet set = new TrialSet(experiment, model.name(), seed, parameters, shown, trials);
    sheets(set);
    // Last: where there is a trials.json, everything that it names is there.
    set.write(out.path());
  }

  private Parameters parameters(Matching matched) {
    int references = matched.references();
    if (easy < Targets.least(references)) {
      throw new UsageException(
          "--easy must be greater than the panels of %s, %d images."
              .formatted(matching, references));
    }
    return new Parameters(
        references, matched.from(), Math.min(easy, matched.from()), practice, catches);
  }

  private void sheets(TrialSet set) throws IOException {
    ContactSheet sheet = new ContactSheet(out.path(), set);
    Map<Pools.Key, List<Trial>> units =
        set.trials().stream()
            .filter(trial -> trial.kind() == Kind.MAIN && sheetTrials > 0)
            .collect(Collectors.groupingBy(Trial::key, TreeMap::new, Collectors.toList()));
    try (Progress progress = new Progress("sheets", units.size())) {
      InOrder.forEach(
          List.copyOf(units.entrySet()),
          threads(),
          entry -> {
            List<Trial> first = entry.getValue().stream().limit(sheetTrials).toList();
            sheet.write(out.file("sheets").resolve(entry.getKey().id() + ".png"), first);
            progress.add(1);
          });
    }
  }
}
