package org.pragnanz.observe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.LogNormalSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.pragnanz.cli.Progress;
import org.pragnanz.cli.Tool;
import org.pragnanz.fault.InputException;
import org.pragnanz.fault.UsageException;
import org.pragnanz.files.Csv;
import org.pragnanz.nn.description.Architecture;
import org.pragnanz.nn.description.Site;
import org.pragnanz.nn.execution.Network;
import org.pragnanz.random.Draws;
import org.pragnanz.survey.ResponseRow;
import org.pragnanz.trial.Kind;
import org.pragnanz.trial.Sessions;
import org.pragnanz.trial.Trial;
import org.pragnanz.trial.TrialSet;
import org.pragnanz.wordnet.WordNet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Answers an experiment's trials as simulated participants: observers whose judgement is known.
 *
 * <p>Participants are assigned to the bases in turn; each answers its basis's practice trials, then
 * main trials of {@code --session-units} units with the catch trials among them.
 *
 * <p><b>Inputs</b>: the folder that {@code trials} wrote; for the perceptual observer a network.
 *
 * <p><b>Output</b>: {@code responses.csv} (experiment, model, basis, participant, trial, kind,
 * layer, channel, correct, rt_ms, simulated), {@code simulated} always 1. The model is the one
 * under study, not the observer's. Response times carry no information: they are drawn so that the
 * table is complete.
 *
 * <pre>{@code
 * pragnanz observe --trials trials --observer perceptual --observer-model squeezenet1_1 \
 *   --observer-weights squeezenet1_1.safetensors --participants 120 --lapse 0.05 --seed 1 --out r.csv
 * }</pre>
 */
@Command(
    name = "observe",
    description = "Answers trials as simulated participants: perceptual, label-only or guessing.")
public final class ObserveTool extends Tool {
  private static final int DEFAULT_SITES = 5;
  // With 49 trials a session takes the study's 10 to 13 minutes (section 3.2.4), instructions
  // included.
  private static final double MEDIAN_SECONDS = 10;
  private static final double SIGMA = 0.5;

  /** Which observer. */
  enum Name {
    PERCEPTUAL,
    LABEL,
    CHANCE;

    String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Option(
      names = "--trials",
      required = true,
      paramLabel = "DIR",
      description = "The folder that trials wrote.")
  Path folder;

  @Option(
      names = "--observer",
      required = true,
      description =
          "perceptual (similarity of a network's features), label (sees only the labels), chance"
              + " (guesses).")
  Name name;

  @Option(
      names = "--observer-model",
      paramLabel = "M",
      description = "The perceptual observer's network.")
  String model;

  @Option(names = "--observer-weights", paramLabel = "F", description = "Its checkpoint.")
  Path weights;

  @Option(
      names = "--observer-sites",
      paramLabel = "SITE",
      split = ",",
      description = "Its sites (default: the last of each fifth of the network's sites).")
  List<String> sites = List.of();

  @Option(
      names = "--device",
      paramLabel = "D",
      defaultValue = "cpu",
      description = "cpu or cuda:0 (default: ${DEFAULT-VALUE}).")
  String device;

  @Option(
      names = "--participants",
      required = true,
      paramLabel = "N",
      description = "Participants in all, assigned to the bases in turn.")
  int participants;

  @Option(
      names = "--session-units",
      paramLabel = "N",
      defaultValue = "35",
      description = "Main trials a session, each of another unit (default: ${DEFAULT-VALUE}).")
  int units;

  @Option(
      names = "--lapse",
      paramLabel = "P",
      defaultValue = "0",
      description = "Share of trials answered by guessing, 0 to 1 (default: ${DEFAULT-VALUE}).")
  double lapse;

  @Option(
      names = "--temperature",
      paramLabel = "T",
      description =
          "Difference in similarity that makes the odds e : 1 (default: the observer's own, see"
              + " docs/method.md).")
  Double temperature;

  @Option(names = "--seed", required = true, paramLabel = "S", description = "The study's seed.")
  long seed;

  @Option(names = "--out", required = true, paramLabel = "F", description = "The table to write.")
  Path out;

  @Override
  protected void validateArguments() {
    if (name == Name.PERCEPTUAL && (model == null || weights == null)) {
      throw new UsageException(
          "--observer perceptual needs --observer-model and --observer-weights.");
    }
    if (participants < 1 || units < 1) {
      throw new UsageException("--participants and --session-units must be at least 1.");
    }
    if (!(lapse >= 0 && lapse <= 1)) {
      throw new UsageException("--lapse must be from 0 to 1, not " + lapse + ".");
    }
    if (temperature != null && !(temperature > 0)) {
      throw new UsageException("--temperature must be greater than 0, not " + temperature + ".");
    }
  }

  @Override
  protected void run() throws IOException {
    TrialSet set = TrialSet.read(folder);
    if (set.trials().stream().noneMatch(trial -> trial.kind() == Kind.MAIN)) {
      throw new InputException(folder.resolve(TrialSet.FILE) + " holds no main trial.");
    }
    Observer observer = observer(set);
    Judge judge =
        new Judge(
            observer,
            temperature == null ? observer.temperature(set.trials()) : temperature,
            lapse);
    List<Sessions> bases =
        set.trials().stream()
            .map(Trial::basis)
            .distinct()
            .sorted()
            .map(basis -> new Sessions(seed, basis, set.trials(), units))
            .toList();
    try (Progress progress = new Progress("participants", participants)) {
      Csv.write(
          out,
          ResponseRow.HEADER,
          rows -> {
            for (int i = 0; i < participants; i++) {
              for (Trial trial : bases.get(i % bases.size()).next()) {
                rows.add(answer(set, judge, i, trial).cells());
              }
              progress.add(1);
            }
          });
    }
  }

  private ResponseRow answer(TrialSet set, Judge judge, int participant, Trial trial) {
    UniformRandomProvider random =
        Draws.generator(seed, "answer", name.label(), participant, trial.id());
    boolean correct = random.nextDouble() < judge.correct(trial);
    double milliseconds =
        LogNormalSampler.of(
                ZigguratSampler.NormalizedGaussian.of(random),
                Math.log(1000 * MEDIAN_SECONDS),
                SIGMA)
            .sample();
    return new ResponseRow(
        set.experiment(),
        set.model(),
        trial.basis(),
        String.format(Locale.ROOT, "%s-%04d", name.label(), participant + 1),
        trial.id(),
        trial.kind(),
        trial.key().unit(),
        correct,
        milliseconds,
        true);
  }

  private Observer observer(TrialSet set) throws IOException {
    if (name == Name.CHANCE) {
      return new ChanceObserver();
    }
    // Begins before WordNet or the network is loaded.
    try (Progress progress = new Progress("images", set.images().size())) {
      return name == Name.LABEL ? label(set, progress) : perceptual(set, progress);
    }
  }

  private static Observer label(TrialSet set, Progress progress) {
    Observer observer = new LabelObserver(new WordNet(), set.images());
    progress.add(set.images().size());
    return observer;
  }

  private Observer perceptual(TrialSet set, Progress progress) throws IOException {
    Architecture architecture = Architecture.named(model);
    List<String> asked = sites.isEmpty() ? spread(architecture) : sites;
    Network.Options options = new Network.Options(device, true, false);
    try (Network network = Network.load(architecture, weights, options)) {
      return PerceptualObserver.of(network, asked, folder, set, threads(), progress);
    }
  }

  /** The last site of each fifth of the network, or every site of one that has fewer. */
  static List<String> spread(Architecture architecture) {
    List<String> names = architecture.sites().stream().map(Site::name).toList();
    int n = Math.min(DEFAULT_SITES, names.size());
    List<String> spread = new ArrayList<>();
    IntStream.rangeClosed(1, n).forEach(i -> spread.add(names.get(i * names.size() / n - 1)));
    return spread;
  }
}
