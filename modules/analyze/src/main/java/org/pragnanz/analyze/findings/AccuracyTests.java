package org.pragnanz.analyze.findings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.commons.statistics.inference.AlternativeHypothesis;

/** Mann-Whitney tests over participants' accuracies (paper, sections 4.2 and 4.3). */
final class AccuracyTests {
  private static final double[] NOBODY = {};

  private final Map<Condition, double[]> accuracies;

  AccuracyTests(List<Participant> kept) {
    accuracies = Findings.accuracies(kept);
  }

  /**
   * Each other basis against the neuron basis, within each study.
   *
   * @param alternative of the first sample, the other basis: greater means that it helps people
   */
  List<TestRow> betweenBases(AlternativeHypothesis alternative) {
    List<TestRow> rows = new ArrayList<>();
    for (Study study : studies()) {
      List<String> others =
          accuracies.keySet().stream()
              .filter(c -> c.study().equals(study) && !c.basis().equals(Condition.NEURON))
              .map(Condition::basis)
              .toList();
      double[] neuron = of(study, Condition.NEURON);
      if (others.isEmpty()) {
        rows.add(
            TestRow.notRun(
                "accuracy of other bases against neuron: " + study.label(),
                "bases",
                TestRow.MANN_WHITNEY,
                "the responses hold the neuron basis alone",
                0,
                neuron.length));
      }
      for (String basis : others) {
        String name = "accuracy of %s against neuron: %s".formatted(basis, study.label());
        rows.add(
            neuron.length == 0
                ? TestRow.notRun(
                    name,
                    "bases",
                    TestRow.MANN_WHITNEY,
                    "the responses hold no neuron basis",
                    of(study, basis).length,
                    0)
                : TestRow.mannWhitney(name, "bases", alternative, of(study, basis), neuron));
      }
    }
    return rows;
  }

  /** Each pair of studies of different models, within each basis that both have. */
  List<TestRow> betweenModels() {
    List<TestRow> rows = new ArrayList<>();
    List<Study> studies = studies();
    for (int i = 0; i < studies.size(); i++) {
      for (Study other : studies.subList(i + 1, studies.size())) {
        Study study = studies.get(i);
        if (!study.model().equals(other.model())) {
          for (String basis : basesOfBoth(study, other)) {
            rows.add(
                TestRow.mannWhitney(
                    "accuracy in basis %s: %s against %s"
                        .formatted(basis, study.label(), other.label()),
                    "models",
                    AlternativeHypothesis.TWO_SIDED,
                    of(study, basis),
                    of(other, basis)));
          }
        }
      }
    }
    return rows;
  }

  private List<Study> studies() {
    return accuracies.keySet().stream().map(Condition::study).distinct().toList();
  }

  private List<String> basesOfBoth(Study study, Study other) {
    return accuracies.keySet().stream()
        .filter(c -> c.study().equals(study))
        .map(Condition::basis)
        .filter(basis -> of(other, basis).length > 0)
        .collect(Collectors.toCollection(() -> new TreeSet<>(Condition.BASES)))
        .stream()
        .toList();
  }

  private double[] of(Study study, String basis) {
    return accuracies.getOrDefault(new Condition(study, basis), NOBODY);
  }
}
