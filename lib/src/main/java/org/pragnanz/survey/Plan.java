package org.pragnanz.survey;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What one participant is shown: trials of one basis, by their keys.
 *
 * @param practice in the order of their showing
 * @param main main and catch trials in the order of their showing
 */
@JsonPropertyOrder({"basis", "practice", "main"})
public record Plan(String basis, List<String> practice, List<String> main) {
  public Plan {
    practice = List.copyOf(practice);
    main = List.copyOf(main);
  }

  /** Every trial in the order of showing; a trial's index in a browser is its place here. */
  public List<String> keys() {
    return Stream.concat(practice.stream(), main.stream()).toList();
  }

  /**
   * A newcomer's plan, counted from 1: the lowest that nobody holds. So whoever came and went, the
   * plans held are the first N but for those that wait to be taken again, and the study is balanced
   * over the first N.
   */
  public static int lowestFree(Set<Integer> held) {
    return IntStream.iterate(1, plan -> plan + 1)
        .filter(plan -> !held.contains(plan))
        .findFirst()
        .orElseThrow();
  }
}
