package org.pragnanz.trial;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.pragnanz.data.Pools;
import org.pragnanz.files.Csv;

/**
 * A row of a table that names a main trial's images, one a row.
 *
 * @param role what the image is for
 * @param position its place in its panel, from 0
 */
record ImageRow(TrialKey key, String role, int position, String image) {
  /** What else must hold of a row. */
  @FunctionalInterface
  interface Check {
    Check NONE = (row, read) -> {};

    /**
     * @throws org.pragnanz.fault.InputException where it does not hold, from the row
     */
    void check(Csv.Row row, ImageRow read);
  }

  static ImageRow of(Csv.Row row) {
    return new ImageRow(
        TrialKey.of(row), row.text("role"), row.integer("position"), row.text("image"));
  }

  /**
   * Adds the row to a table.
   *
   * @param more what the table says of the image beside
   */
  void add(Csv.Rows rows, int more) throws IOException {
    rows.add(
        unit().unit().layer(),
        unit().unit().channel(),
        unit().basis(),
        key.trial(),
        role,
        position,
        image,
        more);
  }

  Pools.Key unit() {
    return key.unit();
  }

  /** Adds the next of a panel's images. */
  <T> void next(Csv.Row row, Map<TrialKey, List<T>> panels, T image) {
    List<T> panel = panels.computeIfAbsent(key, k -> new ArrayList<>());
    if (position != panel.size()) {
      throw row.fault("position", "is not the next position, " + panel.size());
    }
    panel.add(image);
  }

  /** Puts the one image that a trial has in this role. */
  <T> void only(Csv.Row row, Map<TrialKey, T> images, T image) {
    if (images.put(key, image) != null) {
      throw row.fault("role", "names a second %s for the same trial".formatted(role));
    }
  }
}
