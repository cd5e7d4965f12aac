package org.pragnanz.analyze.tests;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.pragnanz.analyze.responses.Condition;
import org.pragnanz.analyze.responses.Study;
import org.pragnanz.fault.InputException;

/**
 * Which bases are compared with which: every other one with the baseline. In a study without the
 * baseline the last basis by name takes its place.
 */
public record Contrasts(String baseline) {
  /** A basis and what it is compared with, in one study. */
  public record Pair(Condition basis, Condition baseline) {
    public Study study() {
      return basis.study();
    }
  }

  /**
   * @param conditions of all studies
   * @throws InputException where the baseline is another than the neuron basis, and no study's
   */
  public static Contrasts of(String baseline, Set<Condition> conditions) {
    Set<String> bases = conditions.stream().map(Condition::basis).collect(Collectors.toSet());
    if (!baseline.equals(Condition.NEURON) && !bases.contains(baseline)) {
      throw new InputException(
          "--baseline: no study has a basis '%s'; there are %s."
              .formatted(baseline, String.join(", ", new TreeSet<>(bases))));
    }
    return new Contrasts(baseline);
  }

  /** The pairs of each study, in order; a study with one basis has none. */
  public List<Pair> pairs(Set<Condition> conditions) {
    Map<Study, List<Condition>> studies = new TreeMap<>();
    conditions.forEach(c -> studies.computeIfAbsent(c.study(), s -> new ArrayList<>()).add(c));
    List<Pair> pairs = new ArrayList<>();
    studies.forEach(
        (study, own) -> {
          Condition named = new Condition(study, baseline);
          Condition other = own.contains(named) ? named : own.get(own.size() - 1);
          own.stream().filter(b -> !b.equals(other)).forEach(b -> pairs.add(new Pair(b, other)));
        });
    return pairs;
  }
}
