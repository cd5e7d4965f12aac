package org.pragnanz.trials;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.apache.commons.rng.UniformRandomProvider;
import org.pragnanz.data.Pools;
import org.pragnanz.data.Unit;
import org.pragnanz.fault.InputException;
import org.pragnanz.random.Draws;
import org.pragnanz.trial.Contrast;
import org.pragnanz.trial.Kind;
import org.pragnanz.trial.Matching;
import org.pragnanz.trial.Targets;
import org.pragnanz.trial.Trial;
import org.pragnanz.trial.TrialKey;
import org.pragnanz.trial.TrialSet.Parameters;

/**
 * Puts an experiment's trials together.
 *
 * @param pools the strongest and weakest images of each unit and basis
 * @param matching what the main trials show
 * @param depth relative depth of a unit's layer
 */
record Composer(
    long seed,
    Parameters parameters,
    Map<Pools.Key, Pools.Pool> pools,
    Matching matching,
    ToDoubleFunction<Unit> depth) {

  /** Practice, main and catch trials, each ordered by unit and basis or basis, then by number. */
  List<Trial> compose() {
    Map<Pools.Key, List<TrialKey>> units =
        matching.contrasts().keySet().stream()
            .collect(Collectors.groupingBy(TrialKey::unit, TreeMap::new, Collectors.toList()));
    Map<String, List<Pools.Key>> bases =
        units.keySet().stream()
            .sorted(Comparator.comparingDouble(key -> depth.applyAsDouble(key.unit())))
            .collect(Collectors.groupingBy(Pools.Key::basis, TreeMap::new, Collectors.toList()));
    List<Trial> trials = new ArrayList<>();
    bases.values().forEach(keys -> trials.addAll(easy(Kind.PRACTICE, keys, parameters.practice())));
    units.forEach((key, keys) -> trials.addAll(main(key, keys)));
    bases.values().forEach(keys -> trials.addAll(easy(Kind.CATCH, keys, parameters.catches())));
    return trials;
  }

  private List<Trial> main(Pools.Key key, List<TrialKey> keys) {
    List<Integer> sides = Sides.balanced(generator("sides", Kind.MAIN, key), keys.size());
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      Targets targets = matching.targets().get(keys.get(i));
      Contrast contrast = matching.contrasts().get(keys.get(i));
      trials.add(trial(Kind.MAIN, key, keys.get(i).trial(), targets, contrast, sides.get(i)));
    }
    return trials;
  }

  /**
   * Practice or catch trials of one basis: drawn as main trials, but from the very strongest and
   * the very weakest images, of units spread evenly over depth.
   *
   * @param units the basis's units, by depth
   */
  private List<Trial> easy(Kind kind, List<Pools.Key> units, int n) {
    List<Integer> sides =
        Sides.balanced(Draws.generator(seed, "sides", kind.label(), units.get(0).basis()), n);
    List<Trial> trials = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      Pools.Key key = units.get((2 * i + 1) * units.size() / (2 * n));
      UniformRandomProvider random = generator("contrast", kind, key, i);
      Targets targets =
          Targets.draw(
              seed,
              kind,
              key,
              i,
              pools.get(key).top(),
              new Targets.Rule(parameters.references(), parameters.easy()));
      Contrast contrast = weakest(random, key, targets);
      if (kind == Kind.CATCH) {
        // Both queries are in the panels already, so that looking is enough to answer.
        targets = new Targets(targets.references(), any(random, targets.references()));
        contrast = new Contrast(contrast.panel(), any(random, contrast.panel()), targets.query());
      }
      trials.add(trial(kind, key, i, targets, contrast, sides.get(i)));
    }
    return trials;
  }

  private Contrast weakest(UniformRandomProvider random, Pools.Key key, Targets targets) {
    List<String> weakest =
        pools.get(key).bottom().stream().limit(parameters.easy()).map(Pools.Ranked::image).toList();
    return Contrast.draw(random, targets, weakest)
        .orElseThrow(
            () ->
                new InputException(
                    "The pool of %s holds too few weak images for a panel of %d and a query; make the pools with a larger --bottom."
                        .formatted(key.id(), parameters.references())));
  }

  private static Trial trial(
      Kind kind, Pools.Key key, int number, Targets targets, Contrast contrast, int target) {
    String foil = contrast.foil().image();
    return new Trial(
        kind.label() + "-" + key.id() + "-" + number,
        kind,
        key.unit().layer(),
        key.unit().channel(),
        key.basis(),
        number,
        targets.references(),
        contrast.panel().stream().map(Contrast.Chosen::image).toList(),
        target == 0 ? List.of(targets.query(), foil) : List.of(foil, targets.query()),
        target);
  }

  private static <T> T any(UniformRandomProvider random, List<T> items) {
    return items.get(random.nextInt(items.size()));
  }

  private UniformRandomProvider generator(
      String purpose, Kind kind, Pools.Key key, Object... more) {
    return Draws.generator(
        seed,
        purpose,
        kind.label(),
        key.unit().layer(),
        key.unit().channel(),
        key.basis(),
        List.of(more));
  }
}
