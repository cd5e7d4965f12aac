package org.pragnanz.trial;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.pragnanz.data.Pools;
import org.pragnanz.files.Csv;

/**
 * A row of {@code matching.csv} (layer, channel, basis, climbs): how far a unit that was matched
 * climbed in WordNet.
 *
 * @param climbs the highest of its trials; 0 where labels play no part
 */
public record Climbs(Pools.Key unit, int climbs) {
  public static final List<String> HEADER = List.of("layer", "channel", "basis", "climbs");
  public static final String FILE = "matching.csv";

  /** Reads the table in its order. */
  public static List<Climbs> read(Path file) throws IOException {
    return Csv.read(file, row -> new Climbs(Pools.Key.of(row), row.integer("climbs")));
  }

  /** Writes the table in the order of the list. */
  public static void write(Path file, List<Climbs> all) throws IOException {
    Csv.write(
        file,
        HEADER,
        all,
        (rows, c) ->
            rows.add(
                c.unit().unit().layer(), c.unit().unit().channel(), c.unit().basis(), c.climbs()));
  }
}
