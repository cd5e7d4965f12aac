package org.pragnanz.observe;

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
}
