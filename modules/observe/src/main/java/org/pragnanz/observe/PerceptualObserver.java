package org.pragnanz.observe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.pragnanz.cli.Progress;
import org.pragnanz.concurrent.InOrder;
import org.pragnanz.image.Preprocessing;
import org.pragnanz.image.RgbImage;
import org.pragnanz.nn.execution.Network;
import org.pragnanz.nn.execution.Readout;
import org.pragnanz.trial.Trial;
import org.pragnanz.trial.TrialSet;

/**
 * Sees images as a network does (Zimmermann et al. 2024): two images look alike as their deep
 * features agree.
 *
 * <p>As in LPIPS (Zhang et al. 2018), features of several sites are brought to unit length over
 * channels and each site counts the same; no weights are learned. Other than there, a site's
 * features are averaged over positions first: the images of a panel share a pattern, not its place.
 * The similarity is the mean over sites of the cosine between the two images' features.
 */
final class PerceptualObserver implements Observer {
  /** By image id: the sites' features one after the other, of length 1 together. */
  private final Map<String, float[]> features;

  private PerceptualObserver(Map<String, float[]> features) {
    this.features = features;
  }

  /**
   * Looks at every image once. Holds 4 bytes for each image and channel of the sites.
   *
   * @param sites names of the network's sites
   * @param folder the folder of {@code trials.json}
   * @param threads how many images are looked at at a time
   * @param progress counts the images
   */
  static PerceptualObserver of(
      Network network,
      List<String> sites,
      Path folder,
      TrialSet set,
      int threads,
      Progress progress)
      throws IOException {
    Preprocessing preprocessing = network.architecture().preprocessing();
    int side = preprocessing.crop();
    int batch = network.batch(side);
    Map<String, float[]> features = new HashMap<>();
    InOrder.forEach(
        InOrder.groups(List.copyOf(set.images().keySet()), batch),
        threads,
        together -> {
          // Always as many inputs a pass: for another number the engine may add otherwise.
          float[] inputs = new float[batch * 3 * side * side];
          for (int i = 0; i < together.size(); i++) {
            RgbImage shown = set.decode(folder, together.get(i));
            preprocessing.normalise(view(preprocessing, shown), inputs, i);
          }
          return look(network, sites, inputs, batch);
        },
        (together, seen) -> {
          for (int i = 0; i < together.size(); i++) {
            features.put(together.get(i), seen.get(i));
          }
          progress.add(together.size());
        });
    return new PerceptualObserver(features);
  }

  /** What is shown; it is cut again only if this network wants another size. */
  private static RgbImage view(Preprocessing preprocessing, RgbImage shown) {
    boolean fits = shown.width() == preprocessing.crop() && shown.height() == shown.width();
    return fits ? shown : preprocessing.view(shown);
  }

  /** The features of each input. */
  private static List<float[]> look(Network network, List<String> sites, float[] inputs, int n) {
    Map<String, Readout> means = new HashMap<>();
    sites.forEach(site -> means.put(site, Readout.MEAN));
    int side = network.architecture().preprocessing().crop();
    Network.Pass pass = network.forward(inputs, n, side, means, false);
    int length = sites.stream().mapToInt(site -> pass.sites().get(site).channels()).sum();
    List<float[]> features = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      float[] feature = new float[length];
      int at = 0;
      for (String site : sites) {
        Network.Activation activation = pass.sites().get(site);
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

  @Override
  public double similarity(String image, String other) {
    float[] a = features.get(image);
    float[] b = features.get(other);
    double product = 0;
    for (int i = 0; i < a.length; i++) {
      product += (double) a[i] * b[i];
    }
    return product;
  }

  @Override
  public double temperature(List<Trial> trials) {
    return Judge.threshold(this, trials);
  }
}
