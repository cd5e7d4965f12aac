package org.pragnanz.analyze.responses;

import java.util.Comparator;

/** One basis of a study: what a participant is assigned to. */
public record Condition(Study study, String basis) implements Comparable<Condition> {
  /** The basis that every other one is compared with. */
  public static final String NEURON = "neuron";

  // The neuron basis first, as in the paper's figures.
  public static final Comparator<String> BASES =
      Comparator.comparing((String basis) -> !basis.equals(NEURON))
          .thenComparing(Comparator.naturalOrder());

  private static final Comparator<Condition> ORDER =
      Comparator.comparing(Condition::study).thenComparing(Condition::basis, BASES);

  public String label() {
    return basis + " " + study.label();
  }

  @Override
  public int compareTo(Condition other) {
    return ORDER.compare(this, other);
  }
}
