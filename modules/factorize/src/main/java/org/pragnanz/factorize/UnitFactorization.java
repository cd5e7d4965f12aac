package org.pragnanz.factorize;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.pragnanz.basis.NeuronBasis;
import org.pragnanz.cli.Progress;
import org.pragnanz.cli.options.Shard;
import org.pragnanz.concurrent.InOrder;
import org.pragnanz.data.ActivationStore;
import org.pragnanz.data.Pools;
import org.pragnanz.data.StudiedUnit;
import org.pragnanz.data.Unit;
import org.pragnanz.fault.InputException;
import org.pragnanz.files.Output;
import org.pragnanz.matrix.FloatMatrix;
import org.pragnanz.matrix.Nmf;

/**
 * Factorizes each unit's activations, several units at a time with one thread each: the matrices
 * are small and units many.
 *
 * @param activations the folders that {@code extract} wrote
 * @param top strongest images of a unit
 * @param rows what the activations' rows are said to be
 */
record UnitFactorization(
    List<Path> activations, int top, FactorizeTool.RowKind rows, Nmf.Options options) {

  void run(Path poolsFile, Path unitsFile, Shard shard, int threads, Path out) throws IOException {
    Map<Pools.Key, Pools.Pool> pools = Pools.read(poolsFile);
    List<Unit> units =
        shard.of(StudiedUnit.read(unitsFile).stream().map(StudiedUnit::unit).sorted().toList());
    try (Progress progress = new Progress("units", units.size())) {
      InOrder.forEach(
          units,
          threads,
          unit -> {
            factorize(unit, pools, out);
            progress.add(1);
          });
    }
  }

  private void factorize(Unit unit, Map<Pools.Key, Pools.Pool> pools, Path out) throws IOException {
    List<String> images =
        Pools.strongest(pools, new Pools.Key(unit, NeuronBasis.NAME), top).stream()
            .map(Pools.Ranked::image)
            .sorted()
            .toList();
    FloatMatrix a = matrix(unit, images);
    int most = Math.min(a.rows(), a.columns());
    if (options.components() > most) {
      throw new InputException(
          "Unit %s has a %d×%d matrix (%d images); lower --k from %d to at most %d."
              .formatted(
                  unit.id(), a.rows(), a.columns(), images.size(), options.components(), most));
    }
    Nmf.Result result = Nmf.fit(a, options, 1);
    Output.folder(out.resolve(unit.id()), folder -> FactorFiles.write(folder, result, options));
  }

  /** All rows of the images, (images · rows, channels), in the images' order. */
  private FloatMatrix matrix(Unit unit, List<String> images) throws IOException {
    try (ActivationStore store = ActivationStore.open(activations, unit.layer())) {
      if (rows == FactorizeTool.RowKind.IMAGES && store.rows() != 1) {
        throw new InputException(
            "--rows images wants one row an image, but site %s has %d; give the activations of"
                    .formatted(unit.layer(), store.rows())
                + " whole images.");
      }
      int length = store.rows() * store.channels();
      FloatMatrix a = new FloatMatrix(images.size() * store.rows(), store.channels());
      float[] image = new float[length];
      for (int i = 0; i < images.size(); i++) {
        store.read(images.get(i), image);
        for (float v : image) {
          if (!(v >= 0 && v < Float.POSITIVE_INFINITY)) {
            throw new InputException(
                "The activations of image '%s' at site %s hold %s; a factorization needs finite"
                        .formatted(images.get(i), unit.layer(), v)
                    + " values of 0 or more, as after a ReLU.");
          }
        }
        System.arraycopy(image, 0, a.values(), i * length, length);
      }
      return a;
    }
  }
}
