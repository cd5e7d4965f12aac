package org.pragnanz.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.pragnanz.files.Csv;

/**
 * A row of {@code alignment.csv} (model, layer, channel, element, hoyer, selected): how close an
 * element of a unit's dictionary lies to one neuron's axis.
 *
 * @param hoyer Hoyer sparsity, 0 (all channels alike) to 1 (one channel); {@code NaN}, an empty
 *     cell, where the element is all zero and has no direction
 * @param selected whether the element stands for its unit
 */
public record ElementAlignment(
    String model, Unit unit, int element, double hoyer, boolean selected) {
  public static final List<String> HEADER =
      List.of("model", "layer", "channel", "element", "hoyer", "selected");

  /** What a row says; in a table without {@code selected} no element is. */
  public static ElementAlignment of(Csv.Row row) {
    return new ElementAlignment(
        row.text("model"),
        Unit.of(row),
        row.integer("element"),
        row.text("hoyer").isBlank() ? Double.NaN : row.number("hoyer"),
        row.has("selected") && row.text("selected").equals("1"));
  }

  /** Reads the table in its order. */
  public static List<ElementAlignment> read(Path file) throws IOException {
    return Csv.read(file, ElementAlignment::of);
  }

  /** Writes the table in the order of the list. */
  public static void write(Path file, List<ElementAlignment> all) throws IOException {
    Csv.write(
        file,
        HEADER,
        all,
        (rows, a) ->
            rows.add(
                a.model(),
                a.unit().layer(),
                a.unit().channel(),
                a.element(),
                Double.isNaN(a.hoyer()) ? null : a.hoyer(),
                a.selected() ? 1 : 0));
  }
}
