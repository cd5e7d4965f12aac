package org.pragnanz.pool;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pragnanz.basis.NeuronBasis;
import org.pragnanz.data.ActivationStore;
import org.pragnanz.data.Pools;
import org.pragnanz.data.Pools.Pool;
import org.pragnanz.data.Pools.Ranked;
import org.pragnanz.data.Unit;
import org.pragnanz.fault.InputException;

/** Ranks a site's images for each of its units, in one pass over the images. */
final class SitePools {
  private final ActivationStore store;
  private final List<Unit> units;

  /**
   * @param units units of the store's site
   * @throws InputException where the store has not these channels, or more than one row an image
   */
  SitePools(ActivationStore store, List<Unit> units) {
    this.store = store;
    this.units = units;
    for (Unit unit : units) {
      if (unit.channel() < 0 || unit.channel() >= store.channels()) {
        throw new InputException(
            "Unit %s is not among the activations: %s has channels 0 to %d."
                .formatted(unit.id(), unit.layer(), store.channels() - 1));
      }
      if (store.rows() != 1) {
        throw new InputException(
            "The activations of %s have %d rows an image; pool needs those of whole images."
                .formatted(unit.layer(), store.rows()));
      }
    }
  }

  /**
   * @return each unit's pool in the neuron basis
   * @throws InputException where an activation is not a number
   */
  Map<Pools.Key, Pool> rank(int top, int bottom) throws IOException {
    List<Ranking> strongest =
        units.stream().map(unit -> new Ranking(top, Ranking.STRONGEST)).toList();
    List<Ranking> weakest =
        units.stream().map(unit -> new Ranking(bottom, Ranking.WEAKEST)).toList();
    float[] activations = new float[store.channels()];
    for (String image : store.images()) {
      store.read(image, activations);
      for (int u = 0; u < units.size(); u++) {
        float activation = activations[units.get(u).channel()];
        if (!Float.isFinite(activation)) {
          throw new InputException(
              "Unit %s has activation %s for image '%s'; the weights or the activations are damaged."
                  .formatted(units.get(u).id(), activation, image));
        }
        Ranked ranked = new Ranked(image, activation);
        strongest.get(u).offer(ranked);
        weakest.get(u).offer(ranked);
      }
    }
    Map<Pools.Key, Pool> pools = new TreeMap<>();
    for (int u = 0; u < units.size(); u++) {
      pools.put(
          new Pools.Key(units.get(u), NeuronBasis.NAME),
          new Pool(strongest.get(u).ranked(), weakest.get(u).ranked()));
    }
    return pools;
  }
}
