package org.pragnanz.survey;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** Where a query stands, and so what a participant answers. */
public enum Side {
  LEFT,
  RIGHT;

  /** How files and browsers call it. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The side of the first or second of two queries. */
  public static Side of(int position) {
    return position == 0 ? LEFT : RIGHT;
  }
}
