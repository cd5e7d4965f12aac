package org.pragnanz.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.pragnanz.files.Csv;

/**
 * A row of {@code recovery.csv} (layer, channel, basis, mixed, pattern, cosine, purity): how well
 * one direction of a unit recovers a planted pattern. The phantom network alone has such a truth.
 *
 * @param mixed patterns that the unit's channel mixes
 * @param pattern whose planted direction is nearest
 * @param cosine of the direction to that one
 * @param purity share of the strongest images that hold their commonest pattern
 */
public record Recovery(Pools.Key key, int mixed, String pattern, double cosine, double purity) {
  public static final List<String> HEADER =
      List.of("layer", "channel", "basis", "mixed", "pattern", "cosine", "purity");

  /** Reads the table in its order. */
  public static List<Recovery> read(Path file) throws IOException {
    return Csv.read(
        file,
        row ->
            new Recovery(
                Pools.Key.of(row),
                row.integer("mixed"),
                row.text("pattern"),
                row.number("cosine"),
                row.number("purity")));
  }

  /** Writes the table in the order of the list. */
  public static void write(Path file, List<Recovery> all) throws IOException {
    Csv.write(
        file,
        HEADER,
        all,
        (rows, r) ->
            rows.add(
                r.key().unit().layer(),
                r.key().unit().channel(),
                r.key().basis(),
                r.mixed(),
                r.pattern(),
                r.cosine(),
                r.purity()));
  }
}
