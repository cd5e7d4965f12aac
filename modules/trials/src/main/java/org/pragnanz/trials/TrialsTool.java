package org.pragnanz.trials;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.pragnanz.cli.Tool;
import org.pragnanz.concurrent.InOrder;
import org.pragnanz.data.Catalog;
import org.pragnanz.data.Pools;
import org.pragnanz.fault.UsageException;
import org.pragnanz.nn.description.Architecture;
import org.pragnanz.trial.Kind;
import org.pragnanz.trial.Matching;
import org.pragnanz.trial.Trial;
import org.pragnanz.trial.TrialSet;
import org.pragnanz.trial.TrialSet.Parameters;
import org.pragnanz.trial.TrialSet.Shown;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Makes an experiment's trials: which images are shown where, the image files, and a contact sheet
 * of each unit in each basis.
 *
 * <p>Main trials show what {@code match} drew and chose. Practice and catch trials are drawn here.
 *
 * <p><b>Inputs</b>: {@code catalog.csv}, {@code pools.csv}, the folder that {@code match} wrote.
 *
 * <p><b>Outputs</b>: {@code trials.json} (schema: {@code assets/trials.schema.json}), {@code
 * images/*.jpg} (what the network sees of each image, saved once), {@code
 * sheets/<layer>-<channel>-<basis>.png}.
 *
 * <pre>{@code
 * pragnanz trials --catalog c/catalog.csv --pools pools.csv --matching matching \
 *   --model resnet50 --experiment exp2 --seed 1 --out trials
 * }</pre>
 */
@Command(
    name = "trials",
    description = "Makes an experiment's trials, their image files, and contact sheets.")
public final class TrialsTool extends Tool {
  @Option(names = "--catalog", required = true, paramLabel = "F", description = "catalog.csv")
  Path catalog;

  @Option(names = "--pools", required = true, paramLabel = "F", description = "pools.csv")
  Path pools;

  @Option(
      names = "--matching",
      required = true,
      paramLabel = "DIR",
      description = "The folder that match wrote.")
  Path matching;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "M",
      description = "The network under study: its input is what the images are cut to.")
  String model;

  @Option(
      names = "--experiment",
      required = true,
      paramLabel = "E",
      description = "The experiment's name, such as exp2.")
  String experiment;

  @Option(names = "--seed", required = true, paramLabel = "S", description = "The study's seed.")
  long seed;

  @Option(
      names = "--practice",
      paramLabel = "N",
      defaultValue = "9",
      description = "Practice trials a basis (default: ${DEFAULT-VALUE}).")
  int practice;

  @Option(
      names = "--catches",
      paramLabel = "N",
      defaultValue = "5",
      description = "Catch trials a basis (default: ${DEFAULT-VALUE}).")
  int catches;

  @Option(
      names = "--easy",
      paramLabel = "N",
      defaultValue = "20",
      description =
          "Strongest and weakest images that practice and catch trials are drawn from; at most as"
              + " many as main trials are (default: ${DEFAULT-VALUE}).")
  int easy;

  @Option(
      names = "--quality",
      paramLabel = "Q",
      defaultValue = "0.95",
      description = "Quality of the JPEG files, 0 to 1 (default: ${DEFAULT-VALUE}).")
  float quality;

  @Option(
      names = "--sheet-trials",
      paramLabel = "N",
      defaultValue = "3",
      description =
          "Trials on a contact sheet, the first ones; 0 for no sheets (default:"
              + " ${DEFAULT-VALUE}).")
  int sheetTrials;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to write.")
  Path out;

  @Override
  protected void validateArguments() {
    if (easy < 2 || practice < 0 || catches < 0 || sheetTrials < 0) {
      throw new UsageException(
          "--easy must be at least 2; --practice, --catches and --sheet-trials at least 0.");
    }
    if (!(quality >= 0 && quality <= 1)) {
      throw new UsageException("--quality must be from 0 to 1, not " + quality + ".");
    }
  }

  @Override
  protected void run() throws IOException {
    Architecture architecture = Architecture.named(model);
    Map<Pools.Key, Pools.Pool> images = Pools.read(pools);
    Catalog listed = Catalog.read(catalog);
    Matching matched = Matching.read(matching, images, listed);
    Parameters parameters = parameters(matched);
    List<Trial> trials =
        new Composer(
                seed, parameters, images, matched, unit -> architecture.site(unit.layer()).depth())
            .compose();
    Gallery gallery = new Gallery(listed, architecture.preprocessing(), out, quality);
    Map<String, Shown> shown = gallery.shown(trials);
    gallery.write(shown, threads());
    TrialSet set = new TrialSet(experiment, model, seed, parameters, shown, trials);
    sheets(set);
    // Last: where there is a trials.json, everything that it names is there.
    set.write(out);
  }

  private Parameters parameters(Matching matched) {
    int references = matched.references();
    if (easy <= references) {
      throw new UsageException(
          "--easy must be greater than the panels of %s, %d images."
              .formatted(matching, references));
    }
    return new Parameters(
        references, matched.from(), Math.min(easy, matched.from()), practice, catches);
  }

  private void sheets(TrialSet set) throws IOException {
    ContactSheet sheet = new ContactSheet(out, set);
    Map<Pools.Key, List<Trial>> units =
        set.trials().stream()
            .filter(trial -> trial.kind() == Kind.MAIN && sheetTrials > 0)
            .collect(Collectors.groupingBy(Trial::key, TreeMap::new, Collectors.toList()));
    InOrder.forEach(
        List.copyOf(units.entrySet()),
        threads(),
        entry -> {
          List<Trial> first = entry.getValue().stream().limit(sheetTrials).toList();
          sheet.write(out.resolve("sheets").resolve(entry.getKey().id() + ".png"), first);
        });
  }
}
