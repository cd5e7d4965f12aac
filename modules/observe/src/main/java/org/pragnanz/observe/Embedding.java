package org.pragnanz.observe;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.pragnanz.cli.Progress;
import org.pragnanz.concurrent.InOrder;
import org.pragnanz.data.ActivationStore;
import org.pragnanz.fault.InputException;
import org.pragnanz.files.Checksums;
import org.pragnanz.files.Npy;
import org.pragnanz.image.Preprocessing;
import org.pragnanz.image.RgbImage;
import org.pragnanz.nn.description.Site;
import org.pragnanz.nn.execution.Network;
import org.pragnanz.nn.execution.Readout;
import org.pragnanz.trial.TrialSet;

/**
 * Images of the trials as a network sees them: for each image the sites' features one after the
 * other, of length 1 together, so that the product of two images' features is their similarity.
 *
 * <p>As in LPIPS (Zhang et al. 2018), features of several sites are brought to unit length over
 * channels and each site counts the same; no weights are learned. Other than there, a site's
 * features are averaged over positions first: the images of a panel share a pattern, not its place.
 *
 * @param sites of the network
 * @param folder the folder of {@code trials.json}
 */
record Embedding(Network network, List<Site> sites, Path folder, TrialSet set) {
  /** What stands for a site in the names of the files. */
  static final String NAME = "features";

  /**
   * Looks at each of the images once and writes what it saw, as {@link ActivationStore} reads it.
   *
   * @param images ids
   * @param threads how many passes there are at a time
   * @param progress counts the images
   */
  void write(Path shard, List<String> images, int threads, Progress progress) throws IOException {
    Preprocessing preprocessing = network.architecture().preprocessing();
    int side = preprocessing.crop();
    int batch = network.batch(side);
    int length = sites.stream().mapToInt(Site::channels).sum();
    try (Npy.Writer array =
        new Npy.Writer(ActivationStore.array(shard, NAME), images.size(), length)) {
      InOrder.forEach(
          InOrder.groups(images, batch),
          threads,
          together -> {
            // Always as many inputs a pass: for another number the engine may add otherwise.
            float[] inputs = new float[batch * 3 * side * side];
            for (int i = 0; i < together.size(); i++) {
              RgbImage shown = set.decode(folder, together.get(i));
              preprocessing.normalise(view(preprocessing, shown), inputs, i);
            }
            return look(inputs, batch);
          },
          (together, seen) -> {
            for (int i = 0; i < together.size(); i++) {
              array.write(seen.get(i));
            }
            progress.add(together.size());
          });
    }
    ActivationStore.writeImages(shard, NAME, images);
    Checksums.write(shard);
  }

  /**
   * Opens what was written of the trials' images.
   *
   * @param shards the folders
   * @throws InputException where an image of the trials is not there, or as {@link
   *     ActivationStore#open}
   */
  static ActivationStore open(List<Path> shards, TrialSet set) throws IOException {
    for (Path shard : shards) {
      if (!Files.exists(ActivationStore.array(shard, NAME))) {
        throw new InputException(shard + " is no folder that embed wrote.");
      }
    }
    ActivationStore store = ActivationStore.open(shards, NAME);
    Set<String> missing = new TreeSet<>(set.images().keySet());
    missing.removeAll(new HashSet<>(store.images()));
    if (!missing.isEmpty()) {
      store.close();
      throw new InputException(
          "--features lack %d of the trials' images, '%s' first; give the folders of all shards of embed."
              .formatted(missing.size(), missing.iterator().next()));
    }
    return store;
  }

  /** What is shown; it is cut again only if this network wants another size. */
  private static RgbImage view(Preprocessing preprocessing, RgbImage shown) {
    boolean fits = shown.width() == preprocessing.crop() && shown.height() == shown.width();
    return fits ? shown : preprocessing.view(shown);
  }

  /** The features of each input. */
  private List<float[]> look(float[] inputs, int n) {
    Map<String, Readout> means = new HashMap<>();
    sites.forEach(site -> means.put(site.name(), Readout.MEAN));
    int side = network.architecture().preprocessing().crop();
    Network.Pass pass = network.forward(inputs, n, side, means, false);
    int length = sites.stream().mapToInt(Site::channels).sum();
    List<float[]> features = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      float[] feature = new float[length];
      int at = 0;
      for (Site site : sites) {
        Network.Activation activation = pass.sites().get(site.name());
        int channels = activation.channels();
        System.arraycopy(activation.values(), i * channels, feature, at, channels);
        scale(feature, at, channels, 1 / Math.sqrt(sites.size()));
        at += channels;
      }
      features.add(feature);
    }
    return features;
  }

  /** Gives a stretch of a vector this length; one of zeros stays so. */
  private static void scale(float[] vector, int from, int n, double length) {
    double squares = 0;
    for (int i = from; i < from + n; i++) {
      squares += (double) vector[i] * vector[i];
    }
    double factor = squares == 0 ? 0 : length / Math.sqrt(squares);
    for (int i = from; i < from + n; i++) {
      vector[i] = (float) (vector[i] * factor);
    }
  }
}
