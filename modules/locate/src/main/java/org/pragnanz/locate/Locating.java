package org.pragnanz.locate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.pragnanz.basis.Basis;
import org.pragnanz.data.ActivationStore;
import org.pragnanz.data.Catalog;
import org.pragnanz.data.Csv;
import org.pragnanz.data.Pools;
import org.pragnanz.image.Preprocessing;
import org.pragnanz.matrix.Npy;
import org.pragnanz.matrix.Workers;
import org.pragnanz.nn.Network;
import org.pragnanz.nn.Network.Activation;
import org.pragnanz.nn.Readout;
import org.pragnanz.trial.Trial;

/** Passes a trial's images to the unit's site and codes every position there. */
final class Locating implements AutoCloseable {
  /** Images a pass at least on a GPU, whose sums may depend on how many there are. */
  private static final int BATCH = 8;

  private final Network network;
  private final Catalog catalog;
  private final int batch;
  private final Workers workers;

  /**
   * @param threads cores, also for decoding and for the codes of positions
   */
  Locating(Network network, Catalog catalog, int threads) {
    this.network = network;
    this.catalog = catalog;
    this.batch = network.together() ? BATCH : threads;
    this.workers = new Workers(threads);
  }

  /** Writes one unit's maps in one basis. */
  void write(Path folder, Pools.Key key, Basis basis, Trial trial) throws IOException {
    List<String> images = trial.images().distinct().sorted().toList();
    Csv.write(
        ActivationStore.images(folder, key.id()),
        ActivationStore.HEADER,
        rows -> {
          for (String image : images) {
            rows.add(image);
          }
        });
    float[][] maps = new float[images.size()][];
    for (int from = 0; from < images.size(); from += batch) {
      List<String> part = images.subList(from, Math.min(images.size(), from + batch));
      float[][] coded = maps(part, key.unit().layer(), basis);
      System.arraycopy(coded, 0, maps, from, coded.length);
    }
    Path file = ActivationStore.array(folder, key.id());
    try (Npy.Writer array = new Npy.Writer(file, maps.length, maps[0].length, 1)) {
      for (float[] map : maps) {
        array.write(map);
      }
    }
  }

  private float[][] maps(List<String> images, String site, Basis basis) {
    Preprocessing preprocessing = network.architecture().preprocessing();
    int side = preprocessing.crop();
    float[] tensors = new float[images.size() * 3 * side * side];
    workers.forEach(images.size(), i -> decode(images.get(i), preprocessing, tensors, i));
    Activation at =
        network
            .forward(tensors, images.size(), side, Map.of(site, Readout.POSITIONS), false)
            .sites()
            .get(site);
    int size = at.rows() * at.channels();
    float[][] maps = new float[images.size()][at.rows()];
    workers.forEach(
        maps.length,
        i -> {
          float[] one = Arrays.copyOfRange(at.values(), i * size, (i + 1) * size);
          double[] codes = basis.codes(one, at.rows());
          for (int row = 0; row < codes.length; row++) {
            maps[i][row] = (float) codes[row];
          }
        });
    return maps;
  }

  private void decode(String image, Preprocessing preprocessing, float[] tensors, int index) {
    try {
      preprocessing.normalise(preprocessing.view(catalog.decode(image)), tensors, index);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    workers.close();
  }
}
