package org.pragnanz.analyze.findings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which bases are compared with which: every other one with the baseline. In a study without the
 * baseline the last basis by name takes its place.
 */
record Contrasts(String baseline) {
  /** A basis and what it is compared with, in one study. */
  record Pair(Condition basis, Condition baseline) {
    Study study() {
      return basis.study();
    }
  }

  /** The pairs of each study, in order; a study with one basis has none. */
  List<Pair> of(Iterable<Condition> conditions) {
    Map<Study, List<Condition>> studies = new TreeMap<>();
    conditions.forEach(c -> studies.computeIfAbsent(c.study(), s -> new ArrayList<>()).add(c));
    List<Pair> pairs = new ArrayList<>();
    studies.forEach(
        (study, bases) -> {
          Condition named = new Condition(study, baseline);
          Condition other = bases.contains(named) ? named : bases.get(bases.size() - 1);
          bases.stream().filter(b -> !b.equals(other)).forEach(b -> pairs.add(new Pair(b, other)));
        });
    return pairs;
  }
}
