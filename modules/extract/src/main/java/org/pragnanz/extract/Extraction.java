package org.pragnanz.extract;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.pragnanz.cli.Progress;
import org.pragnanz.extract.ExtractTool.Rows;
import org.pragnanz.image.Crops;
import org.pragnanz.nn.Network;
import org.pragnanz.nn.Network.Activation;
import org.pragnanz.nn.Readout;

/**
 * Passes images through a network and hands their activations to the sites' files. Where the inputs
 * of a pass go together, every pass has the same number of them, the last one filled up, because
 * the engine may add in another order for another number: so the bytes do not depend on how images
 * were cut into shards.
 */
final class Extraction {
  /** Inputs a pass at least: the fastest on a CPU, where more fall out of its cache. */
  private static final int BATCH = 8;

  private final Network network;
  private final Rows rows;
  private final int side;
  private final int size;
  private final int batch;

  /**
   * @param side of an input, in pixels
   * @param threads that the network has, each of which wants an input
   */
  Extraction(Network network, Rows rows, int side, int threads) {
    this.network = network;
    this.rows = rows;
    this.side = side;
    this.size = 3 * side * side;
    this.batch = network.together() ? BATCH : Math.max(BATCH, threads);
  }

  /**
   * @param inputs of the images, in their order
   * @param wanted by image the sites it is read out at
   */
  void run(List<String> images, Inputs inputs, Map<String, Set<String>> wanted, SiteFiles files)
      throws IOException {
    // An image's crops make up passes of their own.
    int group = rows == Rows.CROPS ? 1 : batch;
    try (Progress progress = new Progress("images", images.size())) {
      for (int from = 0; from < images.size(); from += group) {
        List<String> part = images.subList(from, Math.min(images.size(), from + group));
        Set<String> sites =
            part.stream().flatMap(image -> wanted.get(image).stream()).collect(Collectors.toSet());
        Map<String, Activation> activations = pass(tensors(inputs, part.size()), sites);
        for (int i = 0; i < part.size(); i++) {
          for (String site : wanted.get(part.get(i))) {
            files.add(site, part.get(i), perImage(activations.get(site), part.size()), i);
          }
        }
        progress.add(part.size());
      }
    }
  }

  /** The next images, or the next image's crops, (N, 3, side, side). */
  private float[] tensors(Inputs inputs, int images) throws IOException {
    if (rows == Rows.CROPS) {
      float[] crops = new float[Crops.count(side) * size];
      Crops.cut(inputs.next(), 0, side, crops);
      return crops;
    }
    float[] tensors = new float[images * size];
    for (int i = 0; i < images; i++) {
      System.arraycopy(inputs.next(), 0, tensors, i * size, size);
    }
    return tensors;
  }

  /** Activations of any number of inputs, {@link #batch} a pass. */
  private Map<String, Activation> pass(float[] tensors, Set<String> sites) {
    Readout readout = rows == Rows.POSITIONS ? Readout.POSITIONS : Readout.MEAN;
    Map<String, Readout> asked = sites.stream().collect(Collectors.toMap(s -> s, s -> readout));
    int n = tensors.length / size;
    Map<String, Activation> joined = new HashMap<>();
    for (int from = 0; from < n; from += batch) {
      int inputs = Math.min(batch, n - from);
      int passing = network.together() ? batch : inputs;
      float[] pass = new float[passing * size];
      System.arraycopy(tensors, from * size, pass, 0, inputs * size);
      Map<String, Activation> passed = network.forward(pass, passing, side, asked, false).sites();
      for (Map.Entry<String, Activation> site : passed.entrySet()) {
        Activation part = site.getValue();
        Activation all =
            joined.computeIfAbsent(
                site.getKey(),
                name ->
                    new Activation(
                        part.rows(),
                        part.channels(),
                        new float[n * part.rows() * part.channels()]));
        int one = part.rows() * part.channels();
        System.arraycopy(part.values(), 0, all.values(), from * one, inputs * one);
      }
    }
    return joined;
  }

  /** The same numbers, (images, rows, channels): the crops of an image are its rows. */
  private static Activation perImage(Activation joined, int images) {
    int perRow = joined.channels();
    return new Activation(joined.values().length / perRow / images, perRow, joined.values());
  }
}
