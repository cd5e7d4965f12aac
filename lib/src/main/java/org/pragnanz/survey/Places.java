package org.pragnanz.survey;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/**
 * Who holds which plan: a newcomer gets the lowest one that nobody holds.
 *
 * <p>So whatever was taken and given back in whatever order, the plans held are 1 to N but for
 * those that wait to be taken again; and when none waits, they are the first N, over which the
 * study is balanced. Thread-safe.
 */
public final class Places {
  private final Map<Integer, Integer> holders = new HashMap<>();
  // Given back, or passed over by hold: taken before a new one.
  private final TreeSet<Integer> waiting = new TreeSet<>();
  private int next = 1;

  /** Takes the lowest plan that nobody holds; plans count from 1. */
  public synchronized int take() {
    Integer back = waiting.pollFirst();
    int plan = back == null ? next++ : back;
    holders.put(plan, 1);
    return plan;
  }

  /**
   * Holds a plan that was taken before: after a restart, or for somebody who comes back. Several
   * may hold the same.
   */
  public synchronized void hold(int plan) {
    while (next <= plan) {
      waiting.add(next++);
    }
    waiting.remove(plan);
    holders.merge(plan, 1, Integer::sum);
  }

  /**
   * Gives one holder's plan back.
   *
   * @throws IllegalStateException where nobody holds it
   */
  public synchronized void giveBack(int plan) {
    if (!holders.containsKey(plan)) {
      throw new IllegalStateException("nobody holds plan " + plan);
    }
    if (holders.merge(plan, -1, Integer::sum) == 0) {
      holders.remove(plan);
      waiting.add(plan);
    }
  }

  /** How many plans wait to be taken again. */
  public synchronized int waiting() {
    return waiting.size();
  }
}
