package org.pragnanz.locate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.pragnanz.basis.Basis;
import org.pragnanz.concurrent.InOrder;
import org.pragnanz.data.ActivationStore;
import org.pragnanz.data.Catalog;
import org.pragnanz.data.Pools;
import org.pragnanz.files.Npy;
import org.pragnanz.image.Preprocessing;
import org.pragnanz.nn.execution.Network;
import org.pragnanz.nn.execution.Network.Activation;
import org.pragnanz.nn.execution.Readout;
import org.pragnanz.trial.Trial;

/**
 * Passes a trial's images to the unit's site and codes every position there. Any number of threads
 * may write, each a unit of its own.
 */
record Locating(Network network, Catalog catalog) {
  /**
   * Images a pass on a GPU: Java's memory holds all their positions. Which pass together depends on
   * the trial alone, so that the last need not be filled up.
   */
  private static final int BATCH = 8;

  /** Writes one unit's maps in one basis. */
  void write(Path folder, Pools.Key key, Basis basis, Trial trial) throws IOException {
    List<String> images = trial.images().distinct().sorted().toList();
    ActivationStore.writeImages(folder, key.id(), images);
    List<float[]> maps = new ArrayList<>();
    for (List<String> together : InOrder.groups(images, network.together() ? BATCH : 1)) {
      maps.addAll(maps(together, key.unit().layer(), basis));
    }
    Path file = ActivationStore.array(folder, key.id());
    try (Npy.Writer array = new Npy.Writer(file, maps.size(), maps.get(0).length, 1)) {
      for (float[] map : maps) {
        array.write(map);
      }
    }
  }

  private List<float[]> maps(List<String> images, String site, Basis basis) throws IOException {
    Preprocessing preprocessing = network.architecture().preprocessing();
    int side = preprocessing.crop();
    float[] batch = new float[images.size() * 3 * side * side];
    for (int i = 0; i < images.size(); i++) {
      preprocessing.normalise(preprocessing.view(catalog.decode(images.get(i))), batch, i);
    }
    Map<String, Readout> sites = Map.of(site, Readout.POSITIONS);
    Activation at = network.forward(batch, images.size(), side, sites, false).sites().get(site);
    int size = at.rows() * at.channels();
    List<float[]> maps = new ArrayList<>();
    for (int from = 0; from < at.values().length; from += size) {
      double[] codes = basis.codes(Arrays.copyOfRange(at.values(), from, from + size), at.rows());
      float[] map = new float[codes.length];
      for (int row = 0; row < map.length; row++) {
        map[row] = (float) codes[row];
      }
      maps.add(map);
    }
    return maps;
  }
}
