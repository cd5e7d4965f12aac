package org.pragnanz.importance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.pragnanz.basis.Basis;
import org.pragnanz.basis.NeuronBasis;
import org.pragnanz.data.Pools;

/** A direction whose importance is asked for. */
record Measured(Pools.Key key, Basis basis) {
  /** By image, the units' directions that want it: each over its own strongest images. */
  static SortedMap<String, List<Measured>> chosen(
      Map<Pools.Key, Basis> bases, Map<Pools.Key, Pools.Pool> pools, int top) {
    SortedMap<String, List<Measured>> wanted = new TreeMap<>();
    bases.forEach(
        (key, basis) -> add(wanted, new Measured(key, basis), Pools.strongest(pools, key, top)));
    return wanted;
  }

  /**
   * The same for every neuron and every element of every dictionary, over the images that the
   * dictionary was learnt from: the neuron's strongest, so that all compare on the same images.
   */
  static SortedMap<String, List<Measured>> everyElement(
      Map<Pools.Key, Basis> bases, Map<Pools.Key, Pools.Pool> pools, int top) {
    SortedMap<String, List<Measured>> wanted = new TreeMap<>();
    bases.forEach(
        (key, basis) -> {
          Pools.Key neuron = new Pools.Key(key.unit(), NeuronBasis.NAME);
          List<Basis> dictionary = basis.dictionary();
          for (Basis element : dictionary.isEmpty() ? List.of(basis) : dictionary) {
            add(wanted, new Measured(key, element), Pools.strongest(pools, neuron, top));
          }
        });
    return wanted;
  }

  private static void add(
      SortedMap<String, List<Measured>> wanted, Measured measured, List<Pools.Ranked> images) {
    for (Pools.Ranked ranked : images) {
      wanted.computeIfAbsent(ranked.image(), image -> new ArrayList<>()).add(measured);
    }
  }
}
