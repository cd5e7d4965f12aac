package org.pragnanz.observe;

import java.util.List;
import java.util.Map;
import org.pragnanz.fault.InputException;
import org.pragnanz.trial.Trial;
import org.pragnanz.trial.TrialSet.Shown;
import org.pragnanz.wordnet.WordNet;

/**
 * Sees nothing but the images' labels, and knows what kinds of things they are: measures how far a
 * trial can be solved by meaning alone, the confound that Experiment II removes.
 *
 * <p>Similarity is WordNet's path similarity, 1 / (1 + steps between the labels). An image without
 * a label is like no other, so that where none has one this observer guesses.
 *
 * @param images by image id
 */
record LabelObserver(WordNet wordNet, Map<String, Shown> images) implements Observer {
  // Above rounding, below the least difference that labels can make.
  private static final double ANY_EVIDENCE = 1e-9;

  /**
   * @throws InputException naming an image whose label is no synset
   */
  LabelObserver {
    images.forEach(
        (image, shown) -> {
          if (!shown.synset().isEmpty() && !wordNet.has(shown.synset())) {
            throw new InputException(
                "Image '%s' has the label '%s', which is no noun synset of WordNet 3.0; correct the catalog's labels."
                    .formatted(image, shown.synset()));
          }
        });
  }

  @Override
  public double similarity(String image, String other) {
    String synset = images.get(image).synset();
    String otherSynset = images.get(other).synset();
    if (synset.isEmpty() || otherSynset.isEmpty()) {
      return 0;
    }
    return wordNet.steps(synset, otherSynset).stream()
        .mapToDouble(steps -> 1.0 / (1 + steps))
        .findFirst()
        .orElse(0);
  }

  /** Decides on whatever evidence there is, so that nothing that labels give away is missed. */
  @Override
  public double temperature(List<Trial> trials) {
    return ANY_EVIDENCE;
  }
}
