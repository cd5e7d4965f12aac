package org.pragnanz.extract;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pragnanz.basis.NeuronBasis;
import org.pragnanz.data.Catalog;
import org.pragnanz.data.Pools;
import org.pragnanz.data.Pools.Pool;
import org.pragnanz.data.Pools.Ranked;
import org.pragnanz.data.Unit;
import org.pragnanz.fault.InputException;

/** Which images pass through the network, by id, and at which sites each is read out. */
final class Wanted {
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
   * @throws InputException as {@link Pools#strongest}
   */
  static SortedMap<String, Set<String>> strongest(
      Map<Pools.Key, Pool> pools, List<Unit> units, int top) {
    SortedMap<String, Set<String>> wanted = new TreeMap<>();
    for (Unit unit : units) {
      for (Ranked ranked : Pools.strongest(pools, new Pools.Key(unit, NeuronBasis.NAME), top)) {
        wanted.computeIfAbsent(ranked.image(), image -> new TreeSet<>()).add(unit.layer());
      }
    }
    return wanted;
  }
}
