package org.pragnanz.match;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.commons.rng.UniformRandomProvider;
import org.pragnanz.cli.Progress;
import org.pragnanz.cli.Tool;
import org.pragnanz.cli.options.CatalogOption;
import org.pragnanz.cli.options.OutFolder;
import org.pragnanz.cli.options.PoolsOption;
import org.pragnanz.cli.options.UnitsOption;
import org.pragnanz.data.Catalog;
import org.pragnanz.data.Pools;
import org.pragnanz.data.Unit;
import org.pragnanz.fault.InputException;
import org.pragnanz.fault.UsageException;
import org.pragnanz.random.Draws;
import org.pragnanz.trial.Climbs;
import org.pragnanz.trial.Contrast;
import org.pragnanz.trial.Kind;
import org.pragnanz.trial.Matching;
import org.pragnanz.trial.Targets;
import org.pragnanz.trial.TrialKey;
import org.pragnanz.trial.Unmatched;
import org.pragnanz.wordnet.WordNet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Draws the main trials' references and target queries, and chooses their contrast images. */
@Command(
    name = "match",
    description = {
      "Draws each trial's references and chooses its contrast images.",
      """

      Of every main trial: the references and the target query, drawn from the unit's strongest images;
      the panel shown against them, and the foil (the query that is not to be chosen), the weakest
      images or weak ones of the same kinds. A unit of which one trial finds too few images leaves every
      basis, so that the bases stay matched pairs."""
    },
    footer =
        """
        Inputs
          --catalog  catalog.csv; its labels are needed for --contrast matched
          --pools    pools.csv of every basis
          --units    units.csv

        Outputs
          --out  targets.csv (layer,channel,basis,trial,role,position,image,from: how many of the strongest
                 images it was drawn from), contrasts.csv (layer,channel,basis,trial,role,position,image,
                 climbs), matching.csv (layer,channel,basis,climbs: the highest of its trials),
                 unmatched.csv (layer,channel,basis,trial,reason)

        Example
          pragnanz match --catalog catalog/catalog.csv --pools elements/pools.csv --units units.csv \\
            --contrast matched --seed 1 --out matching""")
public final class MatchTool extends Tool {
  /** How contrast images are chosen. */
  enum Rule {
    WEAKEST,
    MATCHED
  }

  @Mixin CatalogOption catalog;
  @Mixin PoolsOption pools;
  @Mixin UnitsOption units;

  @Option(names = "--contrast")
  Rule contrast;

  @Option(names = "--climbs")
  int climbs;

  @Option(names = "--trials-per-unit")
  int trials;

  @Option(names = "--references")
  int references;

  @Option(names = "--from")
  int from;

  @Option(names = "--weakest")
  Optional<Integer> weakest;

  @Option(names = "--seed")
  long seed;

  @Mixin OutFolder out;

  @Override
  protected void validateArguments() {
    int least = Targets.least(references);
    if (from < least || weakest.filter(n -> n < least).isPresent()) {
      throw new UsageException(
          "--from and --weakest must be greater than --references (%d): a panel and a query."
              .formatted(references));
    }
  }

  @Override
  protected void run() throws IOException {
    Map<Pools.Key, Pools.Pool> read = pools.read();
    Set<Pools.Key> keys = studied(read);
    Matching matching = new Matching(from, new TreeMap<>(), new TreeMap<>());
    List<Unmatched> unmatched = new ArrayList<>();
    try (Progress progress = new Progress("units", keys.size())) {
      ContrastRule rule = rule(catalog.read());
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
    for (Unit unit : units.read()) {
      for (String basis : bases) {
        Pools.Key key = new Pools.Key(unit, basis);
        if (!read.containsKey(key)) {
          throw new InputException(
              "%s holds no pool of %s, which %s names; make the pools from the same units."
                  .formatted(pools.file(), key.id(), units.file()));
        }
        keys.add(key);
      }
    }
    return keys;
  }

  private List<String> weakest(Pools.Key key, Pools.Pool pool) {
    int most = pool.bottom().size();
    int wanted = weakest.orElse(Contrast.weakest(contrast == Rule.WEAKEST, most));
    if (wanted > most) {
      throw new InputException(
          "The pool of %s holds %d weak images and %d are to be chosen from; lower --weakest to %d."
              .formatted(key.id(), most, wanted, most));
    }
    if (wanted < Targets.least(references)) {
      throw new InputException(
          "The pool of %s holds %d weak images, too few for a panel of %d and a query; give pool a larger --bottom."
              .formatted(key.id(), most, references));
    }
    return pool.bottom().subList(0, wanted).stream().map(Pools.Ranked::image).toList();
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
    matching.write(out.path());
    Climbs.write(out.file(Climbs.FILE), matching.climbs());
    Unmatched.write(out.file(Unmatched.FILE), unmatched);
  }
}
