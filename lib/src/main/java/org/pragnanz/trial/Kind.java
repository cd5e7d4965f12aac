package org.pragnanz.trial;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a trial is for. */
public enum Kind {
  /** Shown first, with feedback. */
  PRACTICE,
  /** Measures a unit. */
  MAIN,
  /** Tests attention: the query to be chosen is itself among the references. */
  CATCH;

  /** How files call it. */
  @JsonValue
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
