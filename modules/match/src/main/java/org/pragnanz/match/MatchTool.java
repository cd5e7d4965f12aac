package org.pragnanz.match;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.commons.rng.UniformRandomProvider;
import org.pragnanz.cli.Progress;
import org.pragnanz.cli.Tool;
import org.pragnanz.data.Catalog;
import org.pragnanz.data.Pools;
import org.pragnanz.data.StudiedUnit;
import org.pragnanz.data.Unit;
import org.pragnanz.fault.InputException;
import org.pragnanz.fault.UsageException;
import org.pragnanz.random.Draws;
import org.pragnanz.trial.Climbs;
import org.pragnanz.trial.Kind;
import org.pragnanz.trial.Matching;
import org.pragnanz.trial.Targets;
import org.pragnanz.trial.TrialKey;
import org.pragnanz.trial.Unmatched;
import org.pragnanz.wordnet.WordNet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Draws the references and the target query of every main trial, and chooses its contrast images:
 * the panel shown against the references, and the foil (the query that is not to be chosen).
 *
 * <p><b>Inputs</b>: {@code catalog.csv}, {@code pools.csv} with every basis, {@code units.csv}.
 *
 * <p><b>Outputs</b>: {@code targets.csv} (layer, channel, basis, trial, role, position, image,
 * from: how many of the strongest images it was drawn from), {@code contrasts.csv} (layer, channel,
 * basis, trial, role, position, image, climbs), {@code matching.csv} (layer, channel, basis,
 * climbs: the highest of its trials), {@code unmatched.csv} (layer, channel, basis, trial, reason).
 * A unit of which one trial finds too few images leaves every basis, so that the bases stay matched
 * pairs.
 *
 * <pre>{@code
 * pragnanz match --catalog c/catalog.csv --pools pools.csv --units units.csv \
 *   --contrast matched --seed 1 --out matching
 * }</pre>
 */
@Command(
    name = "match",
    description =
        "Chooses each trial's contrast images: the weakest, or weak ones of the same kinds.")
public final class MatchTool extends Tool {
  /** How contrast images are chosen. */
  enum Rule {
    WEAKEST(20),
    MATCHED(400);

    /** How many of the weakest images the study drew from. */
    final int weakest;

    Rule(int weakest) {
      this.weakest = weakest;
    }
  }

  @Option(names = "--catalog", required = true, paramLabel = "F", description = "catalog.csv")
  Path catalog;

  @Option(names = "--pools", required = true, paramLabel = "F", description = "pools.csv")
  Path pools;

  @Option(names = "--units", required = true, paramLabel = "F", description = "units.csv")
  Path units;

  @Option(
      names = "--contrast",
      required = true,
      description = "weakest (Experiment I) or matched (Experiments II and III).")
  Rule contrast;

  @Option(
      names = "--climbs",
      paramLabel = "N",
      defaultValue = "4",
      description = "Hypernyms to climb at most (default: ${DEFAULT-VALUE}).")
  int climbs;

  @Option(
      names = "--trials-per-unit",
      paramLabel = "N",
      defaultValue = "10",
      description = "Trials a unit and basis (default: ${DEFAULT-VALUE}).")
  int trials;

  @Option(
      names = "--references",
      paramLabel = "N",
      defaultValue = "9",
      description = "Images in each panel (default: ${DEFAULT-VALUE}).")
  int references;

  @Option(
      names = "--from",
      paramLabel = "N",
      defaultValue = "150",
      description =
          "Strongest images that references and target query are drawn from"
              + " (default: ${DEFAULT-VALUE}).")
  int from;

  @Option(
      names = "--weakest",
      paramLabel = "N",
      description =
          "Weakest images to choose from (default: 20 with --contrast weakest, 400 with matched).")
  Integer weakest;

  @Option(names = "--seed", required = true, paramLabel = "S", description = "The study's seed.")
  long seed;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to write.")
  Path out;

  @Override
  protected void validateArguments() {
    if (weakest == null) {
      weakest = contrast.weakest;
    }
    if (references < 1 || trials < 1 || climbs < 0) {
      throw new UsageException(
          "--references and --trials-per-unit must be at least 1 and --climbs at least 0.");
    }
    if (from <= references || weakest <= references) {
      throw new UsageException(
          "--from and --weakest must be greater than --references (%d): a panel and a query."
              .formatted(references));
    }
  }

  @Override
  protected void run() throws IOException {
    Map<Pools.Key, Pools.Pool> read = Pools.read(pools);
    Set<Pools.Key> keys = studied(read);
    Matching matching = new Matching(from, new TreeMap<>(), new TreeMap<>());
    List<Unmatched> unmatched = new ArrayList<>();
    try (Progress progress = new Progress("units", keys.size())) {
      ContrastRule rule = rule(Catalog.read(catalog));
      for (Pools.Key key : keys) {
        choose(rule, key, read.get(key), matching, unmatched);
        progress.add(1);
      }
    }
    write(matching, unmatched);
  }

  /** Adds one unit's targets and contrasts, or for each trial that cannot be had the reason. */
  private void choose(
      ContrastRule rule,
      Pools.Key key,
      Pools.Pool pool,
      Matching matching,
      List<Unmatched> unmatched) {
    List<String> weak = weakest(key, pool);
    Targets.Rule drawing = new Targets.Rule(references, from);
    for (int i = 0; i < trials; i++) {
      TrialKey trial = new TrialKey(key, i);
      Targets targets = Targets.draw(seed, Kind.MAIN, key, i, pool.top(), drawing);
      ContrastRule.Outcome outcome = rule.choose(generator(trial), targets, weak);
      if (outcome instanceof ContrastRule.Found found) {
        matching.targets().put(trial, targets);
        matching.contrasts().put(trial, found.contrast());
      } else if (outcome instanceof ContrastRule.TooFew few) {
        unmatched.add(new Unmatched(trial, few.reason()));
      }
    }
  }

  private UniformRandomProvider generator(TrialKey trial) {
    Unit unit = trial.unit().unit();
    return Draws.generator(
        seed, "contrast", unit.layer(), unit.channel(), trial.unit().basis(), trial.trial());
  }

  /** Each unit of the study in each basis of the pools. */
  private Set<Pools.Key> studied(Map<Pools.Key, Pools.Pool> read) throws IOException {
    Set<String> bases = read.keySet().stream().map(Pools.Key::basis).collect(Collectors.toSet());
    Set<Pools.Key> keys = new TreeSet<>();
    for (StudiedUnit studied : StudiedUnit.read(units)) {
      for (String basis : bases) {
        Pools.Key key = new Pools.Key(studied.unit(), basis);
        if (!read.containsKey(key)) {
          throw new InputException(
              "%s holds no pool of %s, which %s names; make the pools from the same units."
                  .formatted(pools, key.id(), units));
        }
        keys.add(key);
      }
    }
    return keys;
  }

  private List<String> weakest(Pools.Key key, Pools.Pool pool) {
    if (pool.bottom().size() < weakest) {
      throw new InputException(
          "The pool of %s holds %d weak images and %d are to be chosen from; lower --weakest to %d."
              .formatted(key.id(), pool.bottom().size(), weakest, pool.bottom().size()));
    }
    return pool.bottom().subList(0, weakest).stream().map(Pools.Ranked::image).toList();
  }

  private ContrastRule rule(Catalog images) {
    return switch (contrast) {
      case WEAKEST -> new WeakestRule();
      case MATCHED -> {
        WordNet wordNet = new WordNet();
        yield new MatchedRule(wordNet, image -> label(wordNet, images, image), climbs);
      }
    };
  }

  private static String label(WordNet wordNet, Catalog images, String image) {
    String synset = images.entry(image).synset();
    if (synset.isEmpty()) {
      throw new InputException(
          "Image '%s' has no label to match; give catalog --labels, or use --contrast weakest."
              .formatted(image));
    }
    if (!wordNet.has(synset)) {
      throw new InputException(
          "Image '%s' has the label '%s', which is no noun synset of WordNet 3.0 (such as n02084071); correct its folder's name or the labels file."
              .formatted(image, synset));
    }
    return synset;
  }

  private void write(Matching all, List<Unmatched> unmatched) throws IOException {
    Set<Unit> left =
        unmatched.stream().map(u -> u.trial().unit().unit()).collect(Collectors.toSet());
    Matching matching = all.without(left);
    if (matching.contrasts().isEmpty()) {
      Unmatched first = unmatched.get(0);
      throw new InputException(
          "No unit can be matched (%s, trial %d: %s); raise --weakest or --climbs, or use more images."
              .formatted(first.trial().unit().id(), first.trial().trial(), first.reason()));
    }
    matching.write(out);
    Climbs.write(out.resolve(Climbs.FILE), matching.climbs());
    Unmatched.write(out.resolve(Unmatched.FILE), unmatched);
  }
}
