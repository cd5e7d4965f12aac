package org.pragnanz.analyze.findings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.pragnanz.data.Csv;
import org.pragnanz.data.Unit;

/**
 * How near each dictionary element is to one neuron's axis: its Hoyer sparsity (paper, Eq. 2).
 *
 * @param hoyer the elements' values by model, 0 (dense) to 1 (one neuron)
 * @param undefined elements that are zero and so have none
 * @param selected the elements that the study shows
 */
public record Alignment(Map<String, double[]> hoyer, int undefined, Set<Element> selected) {
  /** An element of a unit's dictionary. */
  public record Element(String model, Unit unit, String element) {}

  /**
   * Reads tables of alignment (model, layer, channel, element, hoyer). A row that several runs on
   * one model share counts once.
   */
  static Alignment read(List<Path> files) throws IOException {
    Map<Element, Double> values = new LinkedHashMap<>();
    Set<Element> selected = new HashSet<>();
    for (Path file : files) {
      Csv.forEach(
          file,
          row -> {
            Element element = new Element(row.text("model"), Unit.of(row), row.text("element"));
            if (row.has("selected") && row.text("selected").equals("1")) {
              selected.add(element);
            }
            double hoyer = row.text("hoyer").isBlank() ? Double.NaN : row.number("hoyer");
            double first = values.computeIfAbsent(element, e -> hoyer);
            if (Double.compare(first, hoyer) != 0) {
              throw row.fault(
                  "hoyer",
                  "gives element %s of unit %s a second value"
                      .formatted(element.element(), element.unit().id()));
            }
          });
    }
    Map<String, List<Double>> byModel = new TreeMap<>();
    int undefined = 0;
    for (Map.Entry<Element, Double> entry : values.entrySet()) {
      if (entry.getValue().isNaN()) {
        undefined++;
      } else {
        byModel
            .computeIfAbsent(entry.getKey().model(), m -> new ArrayList<>())
            .add(entry.getValue());
      }
    }
    Map<String, double[]> hoyer = new TreeMap<>();
    byModel.forEach(
        (model, list) ->
            hoyer.put(model, list.stream().mapToDouble(Double::doubleValue).toArray()));
    return new Alignment(hoyer, undefined, selected);
  }

  /** Mann-Whitney of each pair of models. */
  List<TestRow> tests() {
    List<String> models = List.copyOf(hoyer.keySet());
    List<TestRow> rows = new ArrayList<>();
    for (int i = 0; i < models.size(); i++) {
      for (String other : models.subList(i + 1, models.size())) {
        rows.add(
            Rows.mannWhitney(
                "alignment (Hoyer): %s against %s".formatted(models.get(i), other),
                "alignment",
                AlternativeHypothesis.TWO_SIDED,
                hoyer.get(models.get(i)),
                hoyer.get(other)));
      }
    }
    if (models.size() == 1) {
      rows.add(
          Rows.notRun(
              "alignment (Hoyer): between models",
              "alignment",
              TestRow.MANN_WHITNEY,
              "there is one model, " + models.get(0),
              hoyer.get(models.get(0)).length,
              0));
    }
    return rows;
  }
}
