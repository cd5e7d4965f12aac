package org.pragnanz.data;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.pragnanz.files.Csv;

/**
 * A row of {@code rejected.csv} (image, reason): a file that is none of the study's images.
 *
 * @param image the path below the image folder, with '/'
 * @param reason why, in a few words
 */
public record Rejected(String image, String reason) {
  public static final List<String> HEADER = List.of("image", "reason");
  public static final String FILE = "rejected.csv";

  /** Reads the table in its order. */
  public static List<Rejected> read(Path file) throws IOException {
    return Csv.read(file, row -> new Rejected(row.text("image"), row.text("reason")));
  }

  /** Writes the table in the order of the list. */
  public static void write(Path file, List<Rejected> all) throws IOException {
    Csv.write(file, HEADER, all, (rows, r) -> rows.add(r.image(), r.reason()));
  }
}
