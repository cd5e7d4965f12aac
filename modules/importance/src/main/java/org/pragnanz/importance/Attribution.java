package org.pragnanz.importance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.pragnanz.cli.Progress;
import org.pragnanz.data.Catalog;
import org.pragnanz.image.Preprocessing;
import org.pragnanz.matrix.Workers;
import org.pragnanz.nn.Network;
import org.pragnanz.nn.Network.Gradient;

/**
 * Passes images forward and backward, as many at a time as there are threads: the network gives
 * each its own, and no image's numbers depend on those beside it.
 *
 * @param threads cores, also for decoding and for the codes of positions
 */
record Attribution(Network network, Catalog catalog, Logits logits, int threads) {

  /** The measurements that some images are wanted for, in {@link Measurement#ORDER}. */
  List<Measurement> run(List<String> images, Map<String, List<Measured>> wanted) {
    List<Measurement> all = new ArrayList<>();
    try (Progress progress = new Progress("images", images.size());
        Workers workers = new Workers(threads)) {
      for (int from = 0; from < images.size(); from += threads) {
        List<String> group = images.subList(from, Math.min(images.size(), from + threads));
        all.addAll(measure(group, wanted, workers));
        progress.add(group.size());
      }
    }
    all.sort(Measurement.ORDER);
    return all;
  }

  private List<Measurement> measure(
      List<String> images, Map<String, List<Measured>> wanted, Workers workers) {
    int n = images.size();
    int side = network.architecture().preprocessing().crop();

    float[] batch = new float[n * 3 * side * side];
    workers.forEach(n, i -> decode(images.get(i), batch, i));
    Set<String> sites =
        images.stream()
            .flatMap(image -> wanted.get(image).stream())
            .map(Attribution::site)
            .collect(Collectors.toSet());
    int[] classes = images.stream().mapToInt(image -> logits.of(catalog.entry(image))).toArray();
    Map<String, Gradient> gradients = network.gradients(batch, n, side, sites, classes);
    List<List<Measurement>> measured = new ArrayList<>(Collections.nCopies(n, List.of()));
    workers.forEach(
        n, i -> measured.set(i, measure(images.get(i), i, wanted.get(images.get(i)), gradients)));
    return measured.stream().flatMap(List::stream).toList();
  }

  /**
   * One image's.
   *
   * @param index its place in the batch
   */
  private static List<Measurement> measure(
      String image, int index, List<Measured> wanted, Map<String, Gradient> gradients) {
    Map<String, Gradient> own =
        wanted.stream()
            .map(Attribution::site)
            .distinct()
            .collect(Collectors.toMap(site -> site, site -> one(gradients.get(site), index)));
    return wanted.stream()
        .map(
            measured -> {
              Gradient g = own.get(site(measured));
              double importance =
                  measured.basis().importance(g.activation(), g.gradient(), g.rows());
              return new Measurement(measured, image, importance);
            })
        .toList();
  }

  private static String site(Measured measured) {
    return measured.key().unit().layer();
  }

  /** One image of a batch. */
  private static Gradient one(Gradient batch, int index) {
    int size = batch.rows() * batch.channels();
    int from = index * size;
    return new Gradient(
        batch.rows(),
        batch.channels(),
        Arrays.copyOfRange(batch.activation(), from, from + size),
        Arrays.copyOfRange(batch.gradient(), from, from + size));
  }

  /** Puts an image, as the network sees it, into a batch (N, 3, side, side). */
  private void decode(String image, float[] batch, int index) {
    Preprocessing preprocessing = network.architecture().preprocessing();
    try {
      preprocessing.normalise(preprocessing.view(catalog.decode(image)), batch, index);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
