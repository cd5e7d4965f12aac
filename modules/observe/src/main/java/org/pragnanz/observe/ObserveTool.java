package org.pragnanz.observe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.LogNormalSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.pragnanz.cli.Progress;
import org.pragnanz.cli.Tool;
import org.pragnanz.cli.options.DeviceOption;
import org.pragnanz.cli.options.OutFile;
import org.pragnanz.cli.options.TrialsOption;
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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Answers an experiment's trials as simulated participants. */
@Command(
    name = "observe",
    description = {
      "Answers trials as simulated participants: perceptual, label-only or guessing.",
      """

      Participants are assigned to the bases in turn. Each answers its basis's practice trials, then
      main trials of --session-units units with the catch trials among them. The observers: perceptual
      (similarity of a network's features), label (sees only the labels), chance (guesses). The
      temperature is the difference in similarity that makes the odds e : 1; docs/method.md says how an
      observer has its own."""
    },
    footer =
        """
        Inputs
          --trials            the folder that trials wrote
          --observer-weights  the perceptual observer's checkpoint, .safetensors or .pth

        Outputs
          --out  CSV experiment,model,basis,participant,trial,kind,layer,channel,correct,rt_ms,simulated;
                 simulated is always 1. The model is the one under study, not the observer's. Response
                 times carry no information: they are drawn so that the table is complete.

        Example
          pragnanz observe --trials trials --observer perceptual --observer-model squeezenet1_1 \\
            --observer-weights squeezenet1_1.safetensors --participants 120 --out responses.csv""")
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

  @Mixin TrialsOption trials;

  @Option(names = "--observer", required = true, description = "Who answers")
  Name name;

  @Option(names = "--observer-model")
  Optional<String> model;

  @Option(names = "--observer-weights")
  Optional<Path> weights;

  @Option(names = "--observer-sites", split = ",")
  List<String> sites;

  @Option(names = "--participants")
  int participants;

  @Option(names = "--session-units")
  int sessionUnits;

  @Option(names = "--lapse")
  double lapse;

  @Option(names = "--temperature", description = "Of the observer (default: its own)")
  Optional<Double> temperature;

  @Option(names = "--seed")
  long seed;

  @Mixin DeviceOption device;
  @Mixin OutFile out;

  @Override
  protected void validateArguments() {
    if (name == Name.PERCEPTUAL && (model.isEmpty() || weights.isEmpty())) {
      throw new UsageException(
          "--observer perceptual needs --observer-model and --observer-weights.");
    }
    if (temperature.isPresent() && temperature.get() <= 0) {
      throw new UsageException(
          "--temperature must be greater than 0, not %s.".formatted(temperature.get()));
    }
  }

  @Override
  protected void run() throws IOException {
    TrialSet set = trials.read();
    if (set.trials().stream().noneMatch(trial -> trial.kind() == Kind.MAIN)) {
      throw new InputException(trials.file() + " holds no main trial.");
    }
    Observer observer = observer(set);
    Judge judge =
        new Judge(observer, temperature.orElseGet(() -> observer.temperature(set.trials())), lapse);
    List<Sessions> bases =
        set.trials().stream()
            .map(Trial::basis)
            .distinct()
            .sorted()
            .map(basis -> new Sessions(seed, basis, set.trials(), sessionUnits))
            .toList();
    try (Progress progress = new Progress("participants", participants)) {
      Csv.write(
          out.path(),
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
    Architecture architecture = Architecture.named(model.orElseThrow());
    List<String> asked = sites.isEmpty() ? spread(architecture) : sites;
    Network.Options options = new Network.Options(device.name(), true, false);
    try (Network network = Network.load(architecture, weights.orElseThrow(), options)) {
      return PerceptualObserver.of(network, asked, trials.folder(), set, threads(), progress);
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
