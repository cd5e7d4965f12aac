package org.pragnanz.element;

import java.util.List;
import org.pragnanz.data.Unit;

/** Chooses the element that stands for a unit. */
@FunctionalInterface
interface Chooser {
  /**
   * @param live the elements that are not all zero, at least one, ascending
   * @param frequency of every element, the share of images at which it has the largest code
   * @return one of the live elements
   */
  int choose(Unit unit, List<Integer> live, double[] frequency);
}
