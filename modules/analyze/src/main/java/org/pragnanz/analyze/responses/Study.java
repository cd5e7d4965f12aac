package org.pragnanz.analyze.responses;

import java.util.Comparator;

/** An experiment on a model: what participants are compared within. */
public record Study(String experiment, String model) implements Comparable<Study> {
  private static final Comparator<Study> ORDER =
      Comparator.comparing(Study::experiment).thenComparing(Study::model);

  /** How tables and figures call it. */
  public String label() {
    return experiment + "/" + model;
  }

  @Override
  public int compareTo(Study other) {
    return ORDER.compare(this, other);
  }
}
