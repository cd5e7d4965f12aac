package org.pragnanz.analyze.responses;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pragnanz.data.StudiedUnit;
import org.pragnanz.data.Unit;

/** Relative depth of the units, as far as it is known. */
public final class Depths {
  private final Map<String, Map<Unit, Double>> depths = new TreeMap<>();

  public Depths(List<StudiedUnit> units) {
    for (StudiedUnit u : units) {
      depths.computeIfAbsent(u.model(), m -> new TreeMap<>()).put(u.unit(), u.depth());
    }
  }

  /** 0 to 1; NaN where it is not known. A list that names no model is of any. */
  public double of(String model, Unit unit) {
    return depths
        .getOrDefault(model, depths.getOrDefault("", Map.of()))
        .getOrDefault(unit, Double.NaN);
  }

  public double[] of(String model, List<Unit> units) {
    return units.stream().mapToDouble(u -> of(model, u)).toArray();
  }
}
