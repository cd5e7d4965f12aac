package org.pragnanz.observe;

import java.util.List;
import org.pragnanz.trial.Trial;

/** Sees no difference between any images, and so guesses: the floor of every comparison. */
record ChanceObserver() implements Observer {
  @Override
  public double similarity(String image, String other) {
    return 0;
  }

  @Override
  public double temperature(List<Trial> trials) {
    return 1; // There is no evidence to scale.
  }
}
