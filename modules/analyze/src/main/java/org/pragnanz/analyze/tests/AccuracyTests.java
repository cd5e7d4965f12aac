package org.pragnanz.analyze.tests;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.pragnanz.analyze.responses.Condition;
import org.pragnanz.analyze.responses.Design;
import org.pragnanz.analyze.responses.Participant;
import org.pragnanz.analyze.responses.Study;
import org.pragnanz.analyze.responses.Tally;
import org.pragnanz.random.Draws;
import org.pragnanz.stats.Interaction;

/** Tests over participants' accuracies (paper, sections 4.2 and 4.3). */
public final class AccuracyTests {
  public static final int PERMUTATIONS = 9999;
  private static final double[] NOBODY = {};
  private static final String FIXED = "participants random, these units as they are";

  private final Map<Condition, List<Participant>> people = new TreeMap<>();
  private final Map<Condition, double[]> accuracies;
  private final Map<Study, Design> designs;
  private final Contrasts contrasts;

  public AccuracyTests(List<Participant> kept, Map<Study, Design> designs, Contrasts contrasts) {
    kept.forEach(p -> people.computeIfAbsent(p.condition(), c -> new ArrayList<>()).add(p));
    this.accuracies = Participant.accuracies(kept);
    this.designs = designs;
    this.contrasts = contrasts;
  }

  /**
   * Each other basis against the baseline, a family within each study: Mann-Whitney, or in a
   * within-subject design Wilcoxon's signed-rank test of each participant's difference.
   *
   * @param alternative of the first sample, the other basis: greater means that it helps people
   */
  public List<TestRow> betweenBases(AlternativeHypothesis alternative) {
    List<TestRow> rows = new ArrayList<>();
    List<Contrasts.Pair> pairs = contrasts.pairs(accuracies.keySet());
    for (Study study : studies()) {
      List<TestRow> own =
          pairs.stream()
              .filter(p -> p.study().equals(study))
              .map(p -> between(p, alternative))
              .toList();
      rows.addAll(own.isEmpty() ? List.of(alone(study)) : TestRow.adjusted(own));
    }
    return rows;
  }

  private TestRow between(Contrasts.Pair pair, AlternativeHypothesis alternative) {
    Subject subject =
        Subject.of(
            Question.BASES,
            pair.study().label(),
            pair.basis().basis(),
            pair.baseline().basis(),
            "accuracy of %s against %s: %s"
                .formatted(pair.basis().basis(), pair.baseline().basis(), pair.study().label()),
            pair.study());
    return designs.get(pair.study()) == Design.WITHIN
        ? Rows.signedRank(subject, alternative, differences(pair)).taking(FIXED)
        : Rows.mannWhitney(
                subject, alternative, accuracies.get(pair.basis()), accuracies.get(pair.baseline()))
            .taking(FIXED);
  }

  private TestRow alone(Study study) {
    Condition only =
        accuracies.keySet().stream().filter(c -> c.study().equals(study)).findFirst().get();
    return Rows.notRun(
        Subject.of(
            Question.BASES,
            study.label(),
            "",
            only.basis(),
            "accuracy of other bases against %s: %s".formatted(only.basis(), study.label()),
            study),
        TestRow.MANN_WHITNEY,
        "the responses hold the %s basis alone".formatted(only.basis()),
        0,
        accuracies.get(only).length);
  }

  /**
   * Each pair of studies of different models: Mann-Whitney within each basis that both have, a
   * family, and whether the bases differ by another amount in one model than in the other.
   */
  public List<TestRow> betweenModels(long seed) {
    Map<String, List<TestRow>> byBasis = new TreeMap<>(Condition.BASES);
    List<TestRow> interactions = new ArrayList<>();
    List<Study> studies = studies();
    for (int i = 0; i < studies.size(); i++) {
      for (Study other : studies.subList(i + 1, studies.size())) {
        Study study = studies.get(i);
        if (!study.model().equals(other.model())) {
          for (String basis : basesOfBoth(study, other)) {
            byBasis
                .computeIfAbsent(basis, b -> new ArrayList<>())
                .add(compared(between(study, other, basis), study, other));
          }
          for (Contrasts.Pair pair : contrasts.pairs(accuracies.keySet())) {
            if (pair.study().equals(study)) {
              interaction(pair, other, seed)
                  .ifPresent(row -> interactions.add(compared(row, study, other)));
            }
          }
        }
      }
    }
    List<TestRow> rows = new ArrayList<>();
    byBasis.values().forEach(family -> rows.addAll(TestRow.adjusted(family)));
    rows.addAll(interactions);
    return rows;
  }

  private TestRow between(Study study, Study other, String basis) {
    return Rows.mannWhitney(
        Subject.of(
            Question.MODELS,
            basis,
            study.label(),
            other.label(),
            "accuracy in basis %s: %s against %s".formatted(basis, study.label(), other.label()),
            study,
            other),
        AlternativeHypothesis.TWO_SIDED,
        of(study, basis),
        of(other, basis));
  }

  // The responses do not say how contrast images were chosen; that experiments differ they do.
  private static TestRow compared(TestRow row, Study study, Study other) {
    return study.experiment().equals(other.experiment())
        ? row
        : row.noting(
            "the studies differ in experiment too (%s, %s)"
                .formatted(study.experiment(), other.experiment()));
  }

  private Optional<TestRow> interaction(Contrasts.Pair pair, Study other, long seed) {
    double[][] cells = {
      accuracies.get(pair.basis()),
      accuracies.get(pair.baseline()),
      of(other, pair.basis().basis()),
      of(other, pair.baseline().basis())
    };
    if (cells[2].length == 0 || cells[3].length == 0) {
      return Optional.empty();
    }
    String name =
        "basis (%s, %s) by model: %s against %s"
            .formatted(
                pair.basis().basis(), pair.baseline().basis(), pair.study().label(), other.label());
    Subject subject =
        Subject.of(
            Question.BASIS_BY_MODEL,
            pair.study().label(),
            other.label(),
            name,
            pair.study(),
            other);
    int n1 = cells[0].length + cells[1].length;
    int n2 = cells[2].length + cells[3].length;
    for (double[] cell : cells) {
      if (cell.length < 2) {
        return Optional.of(
            Rows.notRun(subject, TestRow.PERMUTATION, "a cell has fewer than 2 values", n1, n2));
      }
    }
    Interaction interaction =
        Interaction.test(cells, PERMUTATIONS, Draws.generator(seed, "interaction", name));
    return Optional.of(Rows.interaction(subject, interaction, n1, n2, seed));
  }

  /** Of each participant, the accuracy in the basis less that in the baseline. */
  private double[] differences(Contrasts.Pair pair) {
    Map<String, Tally> baseline = new TreeMap<>();
    people.get(pair.baseline()).forEach(p -> baseline.put(p.id(), p.main()));
    return people.get(pair.basis()).stream()
        .filter(p -> baseline.containsKey(p.id()))
        .mapToDouble(p -> p.main().less(baseline.get(p.id())))
        .toArray();
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
