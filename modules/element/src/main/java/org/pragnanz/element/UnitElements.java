package org.pragnanz.element;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.pragnanz.basis.Factorization;
import org.pragnanz.basis.NeuronBasis;
import org.pragnanz.data.ActivationStore;
import org.pragnanz.data.Pools;
import org.pragnanz.data.Pools.Ranked;
import org.pragnanz.data.Unit;
import org.pragnanz.fault.InputException;
import org.pragnanz.matrix.FloatMatrix;
import org.pragnanz.matrix.Nnls;

/**
 * Chooses a unit's element and ranks the unit's pool along it.
 *
 * @param factors the folders that {@code factorize} wrote
 * @param store spatial means of whole images at the site of the units that are asked for
 * @param top strongest images that are asked
 */
record UnitElements(
    List<Path> factors, ActivationStore store, int top, Codes codes, Scale scale, Chooser chooser) {

  /**
   * What becomes of a unit.
   *
   * @param dictionary (k, C), scaled
   * @param element the chosen one
   * @param frequency share of the strongest images at which it has the largest code
   * @param pool the strongest and weakest images along it
   */
  record Result(
      Unit unit, FloatMatrix dictionary, int element, double frequency, Pools.Pool pool) {}

  /**
   * An image of the pool.
   *
   * @param codes of every element, with the dictionary fixed
   * @param products inner products with every element: they order the images whose code is 0
   */
  private record Coded(String image, double[] codes, double[] products) {}

  Result of(Unit unit, Map<Pools.Key, Pools.Pool> pools) throws IOException {
    Pools.Key key = new Pools.Key(unit, NeuronBasis.NAME);
    List<String> strongest =
        Pools.strongest(pools, key, top).stream().map(Ranked::image).sorted().toList();
    Path folder = folder(unit);
    FloatMatrix fitted = Factorization.dictionary(folder);
    double[] lengths = scale.factors(fitted);
    List<Integer> live =
        IntStream.range(0, lengths.length).filter(t -> lengths[t] > 0).boxed().toList();
    if (live.isEmpty()) {
      throw new InputException(
          "The dictionary of unit %s in %s is all zero: its layer is silent on its strongest"
                  .formatted(unit.id(), folder)
              + " images; leave the unit out.");
    }
    FloatMatrix dictionary = Scale.apply(lengths, fitted);
    Pools.Pool neuron = pools.get(key);
    Map<String, Coded> coded = code(unit, dictionary, neuron);
    double[] frequency =
        frequency(
            switch (codes) {
              case MEAN -> strongest.stream().map(image -> coded.get(image).codes()).toList();
              case ROWS -> meanOfRows(folder, lengths, strongest.size());
            });
    int element = chooser.choose(unit, live, frequency);
    return new Result(unit, dictionary, element, frequency[element], rank(coded, element, neuron));
  }

  private Path folder(Unit unit) {
    List<Path> found =
        factors.stream().map(f -> f.resolve(unit.id())).filter(Files::isDirectory).toList();
    if (found.size() != 1) {
      throw new InputException(
          "There are %d factorizations of unit %s in %s and there must be one; run factorize with"
                  .formatted(found.size(), unit.id(), factors)
              + " these units.");
    }
    return found.get(0);
  }

  private Map<String, Coded> code(Unit unit, FloatMatrix dictionary, Pools.Pool neuron)
      throws IOException {
    Nnls nnls = new Nnls(dictionary);
    List<Ranked> pool = Stream.concat(neuron.top().stream(), neuron.bottom().stream()).toList();
    Map<String, Coded> coded = new HashMap<>();
    if (store.rows() != 1 || store.channels() != dictionary.columns()) {
      throw new InputException(
          "Site %s has %d×%d numbers an image and the dictionary of unit %s wants 1×%d; give the"
                  .formatted(
                      unit.layer(), store.rows(), store.channels(), unit.id(), dictionary.columns())
              + " spatial means of whole images.");
    }
    for (Ranked ranked : pool) {
      float[] activation = store.read(ranked.image());
      coded.put(
          ranked.image(),
          new Coded(ranked.image(), nnls.codes(activation), nnls.products(activation, 0)));
    }
    if (coded.size() < pool.size()) {
      throw new InputException(
          "The pool of unit %s names an image twice; make smaller pools.".formatted(unit.id()));
    }
    return coded;
  }

  /** The factorization's codes averaged over each image's rows, images in order of their ids. */
  private static List<double[]> meanOfRows(Path folder, double[] lengths, int images)
      throws IOException {
    FloatMatrix u = Factorization.codes(folder);
    if (u.rows() % images != 0 || u.columns() != lengths.length) {
      throw new InputException(
          "%s is %d×%d, which does not fit %d images and %d elements; give the --strongest of factorize."
              .formatted(
                  Factorization.codesFile(folder), u.rows(), u.columns(), images, lengths.length));
    }
    int rows = u.rows() / images;
    List<double[]> means = new ArrayList<>();
    for (int image = 0; image < images; image++) {
      double[] mean = new double[lengths.length];
      for (int row = image * rows; row < (image + 1) * rows; row++) {
        for (int t = 0; t < mean.length; t++) {
          // A shorter element has longer codes.
          mean[t] += lengths[t] == 0 ? 0 : u.get(row, t) / lengths[t] / rows;
        }
      }
      means.add(mean);
    }
    return means;
  }

  /** Share of images at which each element has the largest code; none where all codes are 0. */
  private static double[] frequency(List<double[]> codes) {
    double[] frequency = new double[codes.get(0).length];
    for (double[] image : codes) {
      int largest = 0;
      for (int t = 1; t < image.length; t++) {
        largest = image[t] > image[largest] ? t : largest;
      }
      if (image[largest] > 0) {
        frequency[largest]++;
      }
    }
    for (int t = 0; t < frequency.length; t++) {
      frequency[t] /= codes.size();
    }
    return frequency;
  }

  /** As many strongest and weakest images as the neuron's pool has; the weakest first there. */
  private static Pools.Pool rank(Map<String, Coded> coded, int element, Pools.Pool neuron) {
    List<Ranked> ranking =
        coded.values().stream()
            .sorted(
                Comparator.comparingDouble((Coded c) -> -c.codes()[element])
                    .thenComparingDouble(c -> -c.products()[element])
                    .thenComparing(Coded::image))
            .map(c -> new Ranked(c.image(), c.codes()[element]))
            .toList();
    int weakest = neuron.bottom().size();
    List<Ranked> bottom =
        IntStream.range(0, weakest).mapToObj(i -> ranking.get(ranking.size() - 1 - i)).toList();
    return new Pools.Pool(ranking.subList(0, neuron.top().size()), bottom);
  }
}
