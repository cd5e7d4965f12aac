package org.pragnanz.analyze.findings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.pragnanz.files.Csv;

/**
 * How well one direction of a unit recovers a planted pattern; the phantom network alone has such a
 * truth.
 *
 * @param basis the basis
 * @param mixed patterns that the unit's channel mixes
 * @param cosine of the direction to the nearest planted one
 * @param purity share of the strongest images that hold their commonest pattern
 */
public record Recovery(String basis, int mixed, double cosine, double purity) {
  static List<Recovery> read(Path file) throws IOException {
    return Csv.read(
        file,
        row ->
            new Recovery(
                row.text("basis"),
                row.integer("mixed"),
                row.number("cosine"),
                row.number("purity")));
  }
}
