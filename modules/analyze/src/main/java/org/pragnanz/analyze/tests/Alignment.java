package org.pragnanz.analyze.tests;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.pragnanz.data.ElementAlignment;
import org.pragnanz.data.Unit;
import org.pragnanz.files.Csv;

/**
 * How near each dictionary element is to one neuron's axis: its Hoyer sparsity (paper, Eq. 2).
 *
 * @param hoyer the elements' values by model, 0 (dense) to 1 (one neuron)
 * @param dictionaries the means of the dictionaries, one a unit, by model
 * @param undefined elements that are zero and so have none
 * @param selected the elements that the study shows
 */
public record Alignment(
    Map<String, double[]> hoyer,
    Map<String, double[]> dictionaries,
    int undefined,
    Set<Element> selected) {
  /** An element of a unit's dictionary. */
  public record Element(String model, Unit unit, int element) {}

  /** Reads tables of alignment. A row that several runs on one model share counts once. */
  public static Alignment read(List<Path> files) throws IOException {
    Map<Element, Double> values = new LinkedHashMap<>();
    Set<Element> selected = new HashSet<>();
    for (Path file : files) {
      Csv.forEach(
          file,
          row -> {
            ElementAlignment read = ElementAlignment.of(row);
            Element element = new Element(read.model(), read.unit(), read.element());
            if (read.selected()) {
              selected.add(element);
            }
            double first = values.computeIfAbsent(element, e -> read.hoyer());
            if (Double.compare(first, read.hoyer()) != 0) {
              throw row.fault(
                  "hoyer",
                  "gives element %s of unit %s a second value"
                      .formatted(element.element(), element.unit().id()));
            }
          });
    }
    Map<String, Map<Unit, List<Double>>> byModel = new TreeMap<>();
    int undefined = 0;
    for (Map.Entry<Element, Double> entry : values.entrySet()) {
      if (entry.getValue().isNaN()) {
        undefined++;
      } else {
        byModel
            .computeIfAbsent(entry.getKey().model(), m -> new TreeMap<>())
            .computeIfAbsent(entry.getKey().unit(), u -> new ArrayList<>())
            .add(entry.getValue());
      }
    }
    Map<String, double[]> hoyer = new TreeMap<>();
    Map<String, double[]> dictionaries = new TreeMap<>();
    byModel.forEach(
        (model, units) -> {
          hoyer.put(model, units.values().stream().flatMapToDouble(Alignment::values).toArray());
          dictionaries.put(
              model,
              units.values().stream()
                  .mapToDouble(unit -> values(unit).average().orElseThrow())
                  .toArray());
        });
    return new Alignment(hoyer, dictionaries, undefined, selected);
  }

  private static DoubleStream values(List<Double> dictionary) {
    return dictionary.stream().mapToDouble(Double::doubleValue);
  }

  /**
   * Mann-Whitney of each pair of models: of the dictionaries' means, and of all elements. Those of
   * one dictionary were learnt together from the same images, so that the second test has fewer
   * independent values than it counts: it describes.
   */
  public List<TestRow> tests() {
    List<String> models = List.copyOf(hoyer.keySet());
    List<TestRow> rows = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      for (String other : models.subList(i + 1, models.size())) {
        String pair = "%s against %s".formatted(models.get(i), other);
        rows.add(
            Rows.mannWhitney(
                Subject.of(
                    Question.ALIGNMENT,
                    models.get(i),
                    other,
                    "alignment (Hoyer), mean of a dictionary: " + pair),
                AlternativeHypothesis.TWO_SIDED,
                dictionaries.get(models.get(i)),
                dictionaries.get(other)));
        rows.add(
            Rows.mannWhitney(
                    Subject.of(
                        Question.ALIGNMENT_OF_ELEMENTS,
                        models.get(i),
                        other,
                        "alignment (Hoyer), elements: " + pair),
                    AlternativeHypothesis.TWO_SIDED,
                    hoyer.get(models.get(i)),
                    hoyer.get(other))
                .noting("descriptive, elements of a dictionary are not independent"));
      }
    }
    if (models.size() == 1) {
      rows.add(
          Rows.notRun(
              Subject.of(
                  Question.ALIGNMENT, models.get(0), "", "alignment (Hoyer): between models"),
              TestRow.MANN_WHITNEY,
              "there is one model, " + models.get(0),
              dictionaries.get(models.get(0)).length,
              0));
    }
    return rows;
  }
}
