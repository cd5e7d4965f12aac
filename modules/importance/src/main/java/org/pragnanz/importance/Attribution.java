package org.pragnanz.importance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.pragnanz.cli.Progress;
import org.pragnanz.concurrent.InOrder;
import org.pragnanz.data.Catalog;
import org.pragnanz.image.Preprocessing;
import org.pragnanz.nn.execution.Network;
import org.pragnanz.nn.execution.Network.Gradient;

/**
 * Passes images forward and backward, each thread its own: every image once, to the logits and back
 * to the first site that wants it.
 */
record Attribution(Network network, Catalog catalog, Logits logits, int threads) {

  /** The measurements that some images are wanted for, in {@link Measurement#ORDER}. */
  List<Measurement> run(List<String> images, Map<String, List<Measured>> wanted, Progress progress)
      throws IOException {
    List<Measurement> all = new ArrayList<>();
    InOrder.forEach(
        images,
        threads,
        image -> measure(image, wanted.get(image)),
        (image, measured) -> {
          all.addAll(measured);
          progress.add(1);
        });
    all.sort(Measurement.ORDER);
    return all;
  }

  private List<Measurement> measure(String image, List<Measured> wanted) throws IOException {
    Set<String> sites = wanted.stream().map(Attribution::site).collect(Collectors.toSet());
    int[] wantedClass = {logits.of(catalog.entry(image))};
    Preprocessing preprocessing = network.architecture().preprocessing();
    float[] input = preprocessing.input(catalog.decode(image));
    Map<String, Gradient> gradients =
        network.gradients(input, 1, preprocessing.crop(), sites, wantedClass);
    return wanted.stream()
        .map(
            measured -> {
              Gradient g = gradients.get(site(measured));
              double importance =
                  measured.basis().importance(g.activation(), g.gradient(), g.rows());
              return new Measurement(measured, image, importance);
            })
        .toList();
  }

  private static String site(Measured measured) {
    return measured.key().unit().layer();
  }
}
