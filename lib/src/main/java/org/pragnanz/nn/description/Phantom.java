package org.pragnanz.nn.description;

import java.util.ArrayList;
import java.util.List;
import org.pragnanz.image.Preprocessing;
import org.pragnanz.nn.description.Layer.AveragePool;
import org.pragnanz.nn.description.Layer.Conv;
import org.pragnanz.nn.description.Layer.Flatten;
import org.pragnanz.nn.description.Layer.Linear;
import org.pragnanz.nn.description.Layer.Relu;

/**
 * The network with known truth: Gabor filters, random features, one detector a pattern, then layers
 * whose channels add more and more detectors. The command {@code phantom} makes its weights; {@code
 * docs/phantom.md} is the recipe.
 */
final class Phantom {
  static final Preprocessing PREPROCESSING =
      new Preprocessing(224, 224, List.of(0.5f, 0.5f, 0.5f), List.of(0.25f, 0.25f, 0.25f));

  private static final int FILTERS = 160;
  private static final int FEATURES = 384;
  private static final int PATTERNS = 24;
  private static final int CLASSES = 24;

  /** Channels of the mixing layers, which add 2, 3 and 4 detectors a channel. */
  private static final int[] MIXTURES = {24, 24, 20};

  private Phantom() {}

  static List<Layer> layers() {
    List<Layer> layers =
        new ArrayList<>(
            List.of(
                new Conv("luminance", 3, 1, 1, 1, 0, false),
                new Conv("gabor", 1, FILTERS, 31, 8, 15, false),
                new Relu("gabor"),
                new AveragePool(14),
                new Conv("random", FILTERS, FEATURES, 3, 1, 1, false),
                new Relu("random"),
                new Conv("detectors", FEATURES, PATTERNS, 1, 1, 0, true),
                new Relu("detectors")));
    int channels = PATTERNS;
    for (int i = 0; i < MIXTURES.length; i++) {
      String name = "mix" + (i + 2);
      layers.add(new Conv(name, channels, MIXTURES[i], 1, 1, 0, false));
      layers.add(new Relu(name));
      channels = MIXTURES[i];
    }
    layers.add(new AveragePool(1));
    layers.add(new Flatten());
    layers.add(new Linear("classifier", channels, CLASSES));
    return layers;
  }
}
