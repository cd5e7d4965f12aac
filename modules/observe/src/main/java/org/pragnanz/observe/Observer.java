package org.pragnanz.observe;

import java.util.List;
import org.pragnanz.trial.Trial;

/**
 * How much two images look alike to an observer. Everything else (panels, lapses, sessions) is the
 * same for all observers.
 */
sealed interface Observer permits PerceptualObserver, LabelObserver, ChanceObserver {
  /**
   * @param image the id of an image of the trials
   * @param other the id of another
   * @return 1 for images that cannot be told apart, less the more they differ
   */
  double similarity(String image, String other);

  /**
   * The evidence that makes the odds of the right answer e : 1, unless the user names another.
   *
   * @param trials the experiment's, some of kind main
   */
  double temperature(List<Trial> trials);
}
