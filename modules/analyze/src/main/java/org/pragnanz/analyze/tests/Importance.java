package org.pragnanz.analyze.tests;

import static java.util.stream.Collectors.averagingDouble;
import static java.util.stream.Collectors.groupingBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.pragnanz.analyze.responses.Condition;
import org.pragnanz.basis.NeuronBasis;
import org.pragnanz.data.ImageImportance;
import org.pragnanz.data.Unit;
import org.pragnanz.files.Csv;
import org.pragnanz.stats.OneSampleT;

/**
 * How much each unit matters to the model's decision, in each basis (paper, section 4.1).
 *
 * @param means mean importance over the unit's images, by model, basis and unit
 */
public record Importance(Map<Series, Map<Unit, Double>> means) {
  /** A model's units seen in one basis. */
  public record Series(String model, String basis) implements Comparable<Series> {
    private static final Comparator<Series> ORDER =
        Comparator.comparing(Series::model).thenComparing(Series::basis, Condition.BASES);

    @Override
    public int compareTo(Series other) {
      return ORDER.compare(this, other);
    }
  }

  private record Place(Series series, Unit unit) {}

  private record Value(Place place, String image) {}

  /**
   * Reads tables of importance (model, layer, channel, basis, element, importance), one row a unit
   * and basis, or one an image where there is a column {@code image}. A row that several runs on
   * one model share counts once.
   *
   * @param shown the elements that the study shows, where that is known; others are passed over
   * @throws org.pragnanz.fault.InputException where a unit has two elements in a basis, so that
   *     there is no pair to compare, or two values
   */
  public static Importance read(List<Path> files, Set<Alignment.Element> shown) throws IOException {
    Map<Place, Integer> elements = new HashMap<>();
    Map<Value, Double> values = new LinkedHashMap<>();
    for (Path file : files) {
      Csv.forEach(
          file,
          row -> {
            ImageImportance read = ImageImportance.of(row);
            Place place =
                new Place(new Series(read.model(), read.key().basis()), read.key().unit());
            if (isOther(new Alignment.Element(read.model(), place.unit(), read.element()), shown)) {
              return;
            }
            if (read.element() != elements.computeIfAbsent(place, p -> read.element())) {
              throw row.fault(
                  "element",
                  "gives unit %s a second element in basis '%s'; give --alignment too, which says which is shown"
                      .formatted(place.unit().id(), place.series().basis()));
            }
            Value value = new Value(place, read.image());
            if (read.importance() != values.computeIfAbsent(value, v -> read.importance())) {
              throw row.fault("importance", "gives unit " + place.unit().id() + " a second value");
            }
          });
    }
    Map<Series, Map<Unit, Double>> means = new TreeMap<>();
    values.entrySet().stream()
        .collect(groupingBy(e -> e.getKey().place(), averagingDouble(Map.Entry::getValue)))
        .forEach(
            (place, mean) ->
                means
                    .computeIfAbsent(place.series(), s -> new TreeMap<>())
                    .put(place.unit(), mean));
    return new Importance(means);
  }

  /**
   * One-sample t-test of the paired difference (basis less neuron) against 0, a model and basis,
   * and Wilcoxon's test beside it.
   */
  public List<TestRow> tests() {
    List<TestRow> rows = new ArrayList<>();
    for (Series series : means.keySet()) {
      if (!series.basis().equals(Condition.NEURON)) {
        double[] differences = differences(series);
        rows.add(test(series, differences));
        rows.add(
            Rows.signedRank(
                subject(
                    series,
                    "importance of %s less neuron, ranks: %s"
                        .formatted(series.basis(), series.model())),
                AlternativeHypothesis.TWO_SIDED,
                differences));
      }
    }
    return rows;
  }

  /** Importance in the basis less that of the same unit's neuron, for the units that have both. */
  public double[] differences(Series series) {
    Map<Unit, Double> neuron =
        means.getOrDefault(new Series(series.model(), Condition.NEURON), Map.of());
    Map<Unit, Double> basis = means.get(series);
    return new TreeSet<>(basis.keySet())
        .stream()
            .filter(neuron::containsKey)
            .mapToDouble(unit -> basis.get(unit) - neuron.get(unit))
            .toArray();
  }

  // Of a dictionary whose shown element is known, another one; the neuron's axis is element -1.
  private static boolean isOther(Alignment.Element element, Set<Alignment.Element> shown) {
    return element.element() != NeuronBasis.NO_ELEMENT
        && !shown.contains(element)
        && shown.stream()
            .anyMatch(s -> s.model().equals(element.model()) && s.unit().equals(element.unit()));
  }

  private static TestRow test(Series series, double[] differences) {
    Subject subject =
        subject(
            series, "importance of %s less neuron: %s".formatted(series.basis(), series.model()));
    if (differences.length < 2) {
      return Rows.notRun(
          subject,
          TestRow.T_TEST,
          "%d units are in both bases, at least 2 are needed".formatted(differences.length),
          differences.length);
    }
    if (Arrays.stream(differences).distinct().count() == 1) {
      return Rows.notRun(subject, TestRow.T_TEST, "all differences are equal", differences.length);
    }
    return Rows.tTest(subject, OneSampleT.test(differences, 0));
  }

  private static Subject subject(Series series, String name) {
    return Subject.of(Question.IMPORTANCE, series.basis(), Condition.NEURON, name);
  }
}
