package org.pragnanz.extract;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pragnanz.cli.InputException;
import org.pragnanz.data.Catalog;
import org.pragnanz.data.Pools;
import org.pragnanz.data.Pools.Pool;
import org.pragnanz.data.Unit;

/** Which images pass through the network, by id, and at which sites each is read out. */
final class Wanted {
  private static final String BASIS = "neuron";

  private Wanted() {}

  /** Every image at every site. */
  static SortedMap<String, Set<String>> everywhere(Catalog images, Set<String> sites) {
    SortedMap<String, Set<String>> wanted = new TreeMap<>();
    images.entries().forEach(entry -> wanted.put(entry.image(), sites));
    return wanted;
  }

  /**
   * Each unit's strongest images at its site, all units joined.
   *
   * @throws InputException where a unit has no pool, or fewer images than {@code top}
   */
  static SortedMap<String, Set<String>> strongest(
      Map<Pools.Key, Pool> pools, List<Unit> units, int top) {
    SortedMap<String, Set<String>> wanted = new TreeMap<>();
    for (Unit unit : units) {
      Pool pool = pools.get(new Pools.Key(unit, BASIS));
      if (pool == null) {
        throw new InputException(
            "Unit %s has no pool of basis %s; pools and units are of two runs."
                .formatted(unit.id(), BASIS));
      }
      if (pool.top().size() < top) {
        throw new InputException(
            "--top %d is more than the %d strongest images in the pool of unit %s; lower it to %d."
                .formatted(top, pool.top().size(), unit.id(), pool.top().size()));
      }
      pool.top()
          .subList(0, top)
          .forEach(
              ranked ->
                  wanted
                      .computeIfAbsent(ranked.image(), image -> new TreeSet<>())
                      .add(unit.layer()));
    }
    return wanted;
  }
}
