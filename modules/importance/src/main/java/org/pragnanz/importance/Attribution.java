package org.pragnanz.importance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.pragnanz.cli.InputException;
import org.pragnanz.cli.Progress;
import org.pragnanz.data.Catalog;
import org.pragnanz.image.Images;
import org.pragnanz.image.Preprocessing;
import org.pragnanz.image.UnreadableImageException;
import org.pragnanz.matrix.Workers;
import org.pragnanz.nn.Network;

/**
 * Passes images forward and backward, one at a time, so that a number depends on its image alone
 * and not on those beside it.
 *
 * @param threads cores for the codes of positions, while the network waits
 */
record Attribution(Network network, Catalog catalog, Logits logits, int threads) {

  /** The measurements that some images are wanted for, in {@link Measurement#ORDER}. */
  List<Measurement> run(List<String> images, Map<String, List<Measured>> wanted)
      throws IOException {
    List<Measurement> all = new ArrayList<>();
    try (Progress progress = new Progress("images", images.size());
        Workers workers = new Workers(threads)) {
      for (String image : images) {
        all.addAll(measure(image, wanted.get(image), workers));
        progress.add(1);
      }
    }
    all.sort(Measurement.ORDER);
    return all;
  }

  private List<Measurement> measure(String image, List<Measured> wanted, Workers workers)
      throws IOException {
    Set<String> sites =
        wanted.stream().map(m -> m.key().unit().layer()).collect(Collectors.toSet());
    int side = network.architecture().preprocessing().crop();
    int[] logit = {logits.of(catalog.entry(image))};
    Map<String, Network.Gradient> gradients =
        network.gradients(input(image), 1, side, sites, logit);
    double[] importance = new double[wanted.size()];
    workers.forEach(
        wanted.size(),
        i -> {
          Network.Gradient g = gradients.get(wanted.get(i).key().unit().layer());
          importance[i] = wanted.get(i).basis().importance(g.activation(), g.gradient(), g.rows());
        });
    List<Measurement> measurements = new ArrayList<>();
    for (int i = 0; i < importance.length; i++) {
      measurements.add(new Measurement(wanted.get(i), image, importance[i]));
    }
    return measurements;
  }

  /** The image as the network's input, (1, 3, side, side). */
  private float[] input(String image) throws IOException {
    Preprocessing preprocessing = network.architecture().preprocessing();
    float[] input = new float[3 * preprocessing.crop() * preprocessing.crop()];
    try {
      preprocessing.normalise(preprocessing.view(Images.read(catalog.path(image))), input, 0);
      return input;
    } catch (UnreadableImageException e) {
      throw new InputException(
          "Image '%s' cannot be read any more (%s); run catalog again."
              .formatted(image, e.getMessage()),
          e);
    }
  }
}
