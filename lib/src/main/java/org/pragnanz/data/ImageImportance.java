package org.pragnanz.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.pragnanz.files.Csv;

/**
 * A row of {@code importance.csv} (model, layer, channel, basis, element, image, importance): how
 * much an image's logit owes to a unit in a basis.
 *
 * @param element number within the unit's dictionary, -1 for the neuron
 * @param image empty in a table with one row a unit and basis, which has no such column
 * @param importance Gradient × Input, in units of the logit
 */
public record ImageImportance(
    String model, Pools.Key key, int element, String image, double importance) {
  public static final List<String> HEADER =
      List.of("model", "layer", "channel", "basis", "element", "image", "importance");

  /** What a row says. */
  public static ImageImportance of(Csv.Row row) {
    return new ImageImportance(
        row.text("model"),
        Pools.Key.of(row),
        row.integer("element"),
        row.has("image") ? row.text("image") : "",
        row.number("importance"));
  }

  /** Reads the table in its order. */
  public static List<ImageImportance> read(Path file) throws IOException {
    return Csv.read(file, ImageImportance::of);
  }

  /** Writes the table in the order of the list. */
  public static void write(Path file, List<ImageImportance> all) throws IOException {
    Csv.write(
        file,
        HEADER,
        all,
        (rows, i) ->
            rows.add(
                i.model(),
                i.key().unit().layer(),
                i.key().unit().channel(),
                i.key().basis(),
                i.element(),
                i.image(),
                i.importance()));
  }
}
