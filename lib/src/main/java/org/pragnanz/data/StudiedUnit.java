package org.pragnanz.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.pragnanz.fault.InputException;
import org.pragnanz.files.Csv;

/**
 * A row of {@code units.csv} (model, layer, channel, depth).
 *
 * @param model the network's name; empty in a table that a user wrote without it
 * @param unit the unit
 * @param depth relative depth of its site, 0 to 1: site index / (sites - 1)
 */
public record StudiedUnit(String model, Unit unit, double depth) {
  public static final List<String> HEADER = List.of("model", "layer", "channel", "depth");

  /**
   * Reads {@code units.csv} in its order; a table without depths gives {@code NaN} there.
   *
   * @throws InputException where the table is empty or names a unit twice
   */
  public static List<StudiedUnit> read(Path file) throws IOException {
    Set<Unit> seen = new HashSet<>();
    List<StudiedUnit> units =
        Csv.read(
            file,
            row -> {
              Unit unit = Unit.of(row);
              if (!seen.add(unit)) {
                throw row.fault("channel", "names unit " + unit.id() + " a second time");
              }
              return new StudiedUnit(
                  row.has("model") ? row.text("model") : "",
                  unit,
                  row.has("depth") ? row.number("depth") : Double.NaN);
            });
    if (units.isEmpty()) {
      throw new InputException(file + " names no unit.");
    }
    return units;
  }

  public static void write(Path file, List<StudiedUnit> units) throws IOException {
    Csv.write(
        file,
        HEADER,
        units,
        (rows, u) -> rows.add(u.model(), u.unit().layer(), u.unit().channel(), u.depth()));
  }
}
