package org.pragnanz.analyze.responses;

import java.util.Locale;

/** How participants meet the bases of a study. */
public enum Design {
  /** Each participant sees one basis: samples are independent. */
  BETWEEN,
  /** Each participant sees every basis: a participant's accuracies are pairs. */
  WITHIN;

  /** How the report calls it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT) + "-subject";
  }
}
