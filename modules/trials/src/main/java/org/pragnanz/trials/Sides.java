package org.pragnanz.trials;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ListSampler;

/** On which side the query to be chosen stands. */
final class Sides {
  private Sides() {}

  /**
   * Sides of {@code n} trials, 0 for left and 1 for right: as many of each, or one more of a random
   * one where n is odd, in random order.
   */
  static List<Integer> balanced(UniformRandomProvider random, int n) {
    int first = random.nextInt(2);
    List<Integer> sides = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      sides.add((first + i) % 2);
    }
    ListSampler.shuffle(random, sides);
    return List.copyOf(sides);
  }
}
