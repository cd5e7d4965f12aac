package org.pragnanz.analyze.tests;

/** What a test asks: the data by which words, tables and figures are chosen. */
public enum Question {
  /** Whether other people and other units would show the difference too. */
  BASES_OVER_BOTH("bases over participants and units"),
  /** The same of the units studied, over participants. */
  BASES("bases"),
  /** The same of the participants studied, over units. */
  BASES_BY_UNIT("bases by unit"),
  MODELS("models"),
  BASIS_BY_MODEL("basis by model"),
  DEPTH("depth"),
  DEPTH_DIFFERENCE("depth (difference)"),
  /** Whether the bases' difference changes with depth, over participants and units. */
  DEPTH_OVER_BOTH("depth over participants and units"),
  MIXED_BASIS("mixed model, basis"),
  MIXED_DEPTH("mixed model, depth"),
  MIXED_BASIS_BY_DEPTH("mixed model, basis by depth"),
  IMPORTANCE("importance"),
  ALIGNMENT("alignment"),
  ALIGNMENT_OF_ELEMENTS("alignment of elements"),
  AGREEMENT("agreement");

  private final String label;

  Question(String label) {
    this.label = label;
  }

  /** What the column {@code question} calls it. */
  public String label() {
    return label;
  }
}
