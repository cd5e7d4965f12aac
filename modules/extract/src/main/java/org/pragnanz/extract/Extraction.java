package org.pragnanz.extract;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.pragnanz.cli.Progress;
import org.pragnanz.concurrent.InOrder;
import org.pragnanz.nn.execution.Network;
import org.pragnanz.nn.execution.Network.Activation;
import org.pragnanz.nn.execution.Readout;

/**
 * Passes images through a network and hands their activations to the sites' files. Each thread
 * decodes and passes images of its own, each no further than the sites that want it. Where inputs
 * pass together, every pass has the same number of them, the last one filled up, because the engine
 * may add in another order for another number: so the bytes do not depend on how images were cut
 * into shards.
 */
final class Extraction {
  private final Network network;
  private final Inputs inputs;
  private final Readout readout;
  private final int batch;
  private final int threads;

  Extraction(Network network, Inputs inputs, ExtractTool.Rows rows, int threads) {
    this.network = network;
    this.inputs = inputs;
    this.readout = rows == ExtractTool.Rows.POSITIONS ? Readout.POSITIONS : Readout.MEAN;
    this.batch = network.batch(inputs.side());
    this.threads = threads;
  }

  /**
   * @param wanted by image the sites it is read out at
   */
  void run(List<String> images, Map<String, Set<String>> wanted, SiteFiles files, Progress progress)
      throws IOException {
    InOrder.forEach(
        InOrder.groups(images, Math.max(1, batch / inputs.perImage())),
        threads,
        group -> activations(group, wanted),
        (group, activations) -> {
          for (int i = 0; i < group.size(); i++) {
            for (String site : wanted.get(group.get(i))) {
              files.add(site, group.get(i), activations.get(site), i);
            }
          }
          progress.add(group.size());
        });
  }

  /** By site (images, rows, channels): an image's crops, or its positions, are its rows. */
  private Map<String, Activation> activations(List<String> images, Map<String, Set<String>> wanted)
      throws IOException {
    Map<String, Readout> sites =
        images.stream()
            .flatMap(image -> wanted.get(image).stream())
            .collect(Collectors.toMap(site -> site, site -> readout, (one, same) -> one));
    List<float[]> wholes = new ArrayList<>();
    for (String image : images) {
      wholes.add(inputs.read(image));
    }
    int n = images.size() * inputs.perImage();
    Map<String, Activation> joined = new HashMap<>();
    for (int from = 0; from < n; from += batch) {
      int end = Math.min(n, from + batch);
      float[] pass = new float[batch * inputs.size()];
      for (int i = from; i < end; i++) {
        inputs.write(wholes.get(i / inputs.perImage()), i % inputs.perImage(), pass, i - from);
      }
      Map<String, Activation> passed =
          network.forward(pass, batch, inputs.side(), sites, false).sites();
      for (Map.Entry<String, Activation> entry : passed.entrySet()) {
        Activation part = entry.getValue();
        int one = part.rows() * part.channels();
        float[] values =
            joined
                .computeIfAbsent(
                    entry.getKey(),
                    site ->
                        new Activation(
                            part.rows() * inputs.perImage(), part.channels(), new float[n * one]))
                .values();
        System.arraycopy(part.values(), 0, values, from * one, (end - from) * one);
      }
    }
    return joined;
  }
}
