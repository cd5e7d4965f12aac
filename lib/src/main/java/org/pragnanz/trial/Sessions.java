package org.pragnanz.trial;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ListSampler;
import org.pragnanz.data.Pools;
import org.pragnanz.random.Draws;

/**
 * Who sees which trials. A participant sees one basis: its practice trials, then main trials of
 * different units with the catch trials among them, in random order. Every unit is shown equally
 * often, and every trial of a unit equally often, give or take one. A session depends on those
 * before it, not on how many follow.
 *
 * <p>The counts stay within one because a session takes the units shown least: while they differ by
 * at most one, it raises all of the lower ones before any of the higher. A unit's trials take turns
 * in one shuffled order.
 */
public final class Sessions {
  private final long seed;
  private final String basis;
  private final int units;
  private final List<Trial> practice;
  private final List<Trial> catches;
  private final Map<Pools.Key, List<Trial>> main;
  private final Map<Pools.Key, Integer> shown = new HashMap<>();
  private int sessions;

  /**
   * @param trials of all kinds and bases
   * @param units main trials a session, each of another unit; fewer where there are fewer units
   */
  public Sessions(long seed, String basis, List<Trial> trials, int units) {
    this.seed = seed;
    this.basis = basis;
    this.units = units;
    this.practice = of(trials, Kind.PRACTICE);
    this.catches = of(trials, Kind.CATCH);
    this.main =
        of(trials, Kind.MAIN).stream()
            .collect(Collectors.groupingBy(Trial::key, TreeMap::new, Collectors.toList()));
    main.replaceAll((key, own) -> shuffled(generator("trials", key.unit().id()), own));
  }

  private List<Trial> of(List<Trial> trials, Kind kind) {
    return trials.stream()
        .filter(trial -> trial.kind() == kind && trial.basis().equals(basis))
        .toList();
  }

  /** The next participant's trials, in the order of their showing. */
  public List<Trial> next() {
    UniformRandomProvider random = generator("session", sessions++);
    List<Pools.Key> rarest = shuffled(random, List.copyOf(main.keySet()));
    // Stable: among units that were shown as often, the shuffle decides.
    rarest.sort(Comparator.comparing(key -> shown.getOrDefault(key, 0)));
    List<Trial> task = new ArrayList<>(catches);
    for (Pools.Key key : rarest.subList(0, Math.min(units, rarest.size()))) {
      List<Trial> own = main.get(key);
      int times = shown.merge(key, 1, Integer::sum);
      task.add(own.get((times - 1) % own.size()));
    }
    List<Trial> session = new ArrayList<>(practice);
    session.addAll(shuffled(random, task));
    return session;
  }

  private UniformRandomProvider generator(String purpose, Object key) {
    return Draws.generator(seed, purpose, basis, key);
  }

  private static <T> List<T> shuffled(UniformRandomProvider random, List<T> items) {
    List<T> shuffled = new ArrayList<>(items);
    ListSampler.shuffle(random, shuffled);
    return shuffled;
  }
}
