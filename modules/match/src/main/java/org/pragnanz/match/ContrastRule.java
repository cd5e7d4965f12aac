package org.pragnanz.match;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.pragnanz.trial.Contrast;
import org.pragnanz.trial.Targets;

/** How a trial's contrast panel and foil are chosen among a unit's weakest images. */
sealed interface ContrastRule permits WeakestRule, MatchedRule {
  /**
   * @param random the trial's generator
   * @param targets the trial's references and target query
   * @param weakest ids of the weakest images, weakest first
   */
  Outcome choose(UniformRandomProvider random, Targets targets, List<String> weakest);

  /** What came of it. */
  sealed interface Outcome permits Found, TooFew {}

  /** The images that were chosen. */
  record Found(Contrast contrast) implements Outcome {}

  /** Too few images were found; how many, and why, in a few words. */
  record TooFew(String reason) implements Outcome {}
}
