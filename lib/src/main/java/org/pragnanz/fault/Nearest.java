package org.pragnanz.fault;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Suggests what a mistyped name may have meant. */
public final class Nearest {
  private static final int SUGGESTIONS = 3;

  private Nearest() {}

  /** The candidates with the smallest edit distance to the name, nearest first, as a list. */
  public static String to(String name, Collection<String> candidates) {
    return candidates.stream()
        .sorted(Comparator.comparingInt(candidate -> distance(name, candidate)))
        .limit(SUGGESTIONS)
        .collect(Collectors.joining(", "));
  }

  /**
   * The candidate that a mistyped name was meant for: the nearest, where a quarter of the letters
   * or one more differ at most.
   *
   * @param plain what of a name is compared, such as its letters in lower case
   */
  public static Optional<String> meant(
      String name, Collection<String> candidates, UnaryOperator<String> plain) {
    String written = plain.apply(name);
    return candidates.stream()
        .min(Comparator.comparingInt(candidate -> distance(plain.apply(candidate), written)))
        .filter(nearest -> distance(plain.apply(nearest), written) <= 1 + written.length() / 4);
  }

  /** Levenshtein's distance: how many characters to insert, delete or replace. */
  private static int distance(String a, String b) {
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(replaced, 1 + Math.min(previous[j], current[j - 1]));
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
