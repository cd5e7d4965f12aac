package org.pragnanz.match;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.pragnanz.trial.Contrast;
import org.pragnanz.trial.Targets;

/** The contrast images of Experiment I (section 3.2.2): drawn uniformly from the weakest. */
record WeakestRule() implements ContrastRule {
  @Override
  public Outcome choose(UniformRandomProvider random, Targets targets, List<String> weakest) {
    return Contrast.draw(random, targets, weakest)
        .<Outcome>map(Found::new)
        .orElseGet(
            () ->
                new TooFew(
                    "fewer than %d of the %d weakest images are no references themselves"
                        .formatted(targets.references().size() + 1, weakest.size())));
  }
}
