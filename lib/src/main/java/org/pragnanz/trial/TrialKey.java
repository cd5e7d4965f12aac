package org.pragnanz.trial;

import org.pragnanz.data.Pools;
import org.pragnanz.files.Csv;

/**
 * A main trial of a unit in a basis.
 *
 * @param trial number among the unit's main trials in this basis, from 0
 */
public record TrialKey(Pools.Key unit, int trial) implements Comparable<TrialKey> {
  /** The trial that a table's row names. */
  public static TrialKey of(Csv.Row row) {
    return new TrialKey(Pools.Key.of(row), row.integer("trial"));
  }

  @Override
  public int compareTo(TrialKey other) {
    int byUnit = unit.compareTo(other.unit);
    return byUnit != 0 ? byUnit : Integer.compare(trial, other.trial);
  }
}
