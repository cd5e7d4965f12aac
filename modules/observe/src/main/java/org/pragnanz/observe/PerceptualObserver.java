package org.pragnanz.observe;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pragnanz.data.ActivationStore;
import org.pragnanz.trial.Trial;

/**
 * Sees images as a network does (Zimmermann et al. 2024): two images look alike as their deep
 * features agree. The similarity is the mean over sites of the cosine between the two images'
 * features, which are an {@link Embedding}'s.
 */
final class PerceptualObserver implements Observer {
  /** Images whose features are held: those of a trial, with room to spare. */
  private static final int HELD = 256;

  private final ActivationStore store;
  private final Map<String, float[]> held =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, float[]> eldest) {
          return size() > HELD;
        }
      };

  /**
   * @param store the features of every image of the trials; stays open while this is used
   */
  PerceptualObserver(ActivationStore store) {
    this.store = store;
  }

  @Override
  public double similarity(String image, String other) {
    float[] a = features(image);
    float[] b = features(other);
    double product = 0;
    for (int i = 0; i < a.length; i++) {
      product += (double) a[i] * b[i];
    }
    return product;
  }

  private float[] features(String image) {
    return held.computeIfAbsent(
        image,
        id -> {
          try {
            return store.read(id);
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  @Override
  public double temperature(List<Trial> trials) {
    return Judge.threshold(this, trials);
  }
}
