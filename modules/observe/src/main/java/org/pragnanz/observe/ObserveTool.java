package org.pragnanz.observe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.LogNormalSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.pragnanz.cli.Progress;
import org.pragnanz.cli.Tool;
import org.pragnanz.cli.options.OutFile;
import org.pragnanz.cli.options.TrialsOption;
import org.pragnanz.data.ActivationStore;
import org.pragnanz.fault.InputException;
import org.pragnanz.fault.UsageException;
import org.pragnanz.files.Csv;
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
      (similarity of a network's features, which embed wrote), label (sees only the labels), chance
      (guesses). The temperature is the difference in similarity that makes the odds e : 1;
      docs/method.md says how an observer has its own."""
    },
    footer =
        """
        Inputs
          --trials    the folder that trials wrote
          --features  the perceptual observer's: the folders that embed wrote, all shards

        Outputs
          --out  CSV experiment,model,basis,participant,trial,kind,layer,channel,correct,rt_ms,simulated;
                 simulated is always 1. The model is the one under study, not the observer's. Response
                 times carry no information: they are drawn so that the table is complete.

        Example
          pragnanz observe --trials trials --observer perceptual --features features \\
            --participants 120 --out responses.csv""")
public final class ObserveTool extends Tool {
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

  @Option(names = "--features", paramLabel = "DIR", description = "Folders that embed wrote")
  List<Path> features;

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

  @Mixin OutFile out;

  @Override
  protected void validateArguments() {
    if ((name == Name.PERCEPTUAL) == features.isEmpty()) {
      throw new UsageException(
          "--features goes with --observer perceptual, and only with it; embed writes them.");
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
    switch (name) {
      case CHANCE -> answer(set, new ChanceObserver());
      case LABEL -> answer(set, new LabelObserver(new WordNet(), set.images()));
      case PERCEPTUAL -> {
        try (ActivationStore store = Embedding.open(features, set)) {
          answer(set, new PerceptualObserver(store));
        }
      }
    }
  }

  private void answer(TrialSet set, Observer observer) throws IOException {
    Judge judge =
        new Judge(observer, temperature.orElseGet(() -> observer.temperature(set.trials())), lapse);
    List<Sessions> bases =
        set.trials().stream()
            .map(Trial::basis)
            .distinct()
            .sorted()
            .map(basis -> new Sessions(seed, basis, set.trials(), sessionUnits))
            .toList();
    // Of each trial once, however many answer it.
    Map<String, Double> correct = new HashMap<>();
    try (Progress progress = new Progress("participants", participants)) {
      Csv.write(
          out.path(),
          ResponseRow.HEADER,
          rows -> {
            for (int i = 0; i < participants; i++) {
              for (Trial trial : bases.get(i % bases.size()).next()) {
                double probability =
                    correct.computeIfAbsent(trial.id(), id -> judge.correct(trial));
                rows.add(answer(set, probability, i, trial).cells());
              }
              progress.add(1);
            }
          });
    }
  }

  private ResponseRow answer(TrialSet set, double probability, int participant, Trial trial) {
    UniformRandomProvider random =
        Draws.generator(seed, "answer", name.label(), participant, trial.id());
    boolean correct = random.nextDouble() < probability;
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
}
