package org.pragnanz.trial;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.pragnanz.data.Pools;
import org.pragnanz.files.Csv;

/**
 * A row of {@code unmatched.csv} (layer, channel, basis, trial, reason): a trial for which too few
 * contrast images were found.
 *
 * @param reason how many were found, and why, in a few words
 */
public record Unmatched(TrialKey trial, String reason) {
  public static final List<String> HEADER = List.of("layer", "channel", "basis", "trial", "reason");
  public static final String FILE = "unmatched.csv";

  /** Reads the table in its order. */
  public static List<Unmatched> read(Path file) throws IOException {
    return Csv.read(file, row -> new Unmatched(TrialKey.of(row), row.text("reason")));
  }

  /** Writes the table in the order of the list. */
  public static void write(Path file, List<Unmatched> all) throws IOException {
    Csv.write(
        file,
        HEADER,
        all,
        (rows, u) -> {
          Pools.Key key = u.trial().unit();
          rows.add(
              key.unit().layer(), key.unit().channel(), key.basis(), u.trial().trial(), u.reason());
        });
  }
}
