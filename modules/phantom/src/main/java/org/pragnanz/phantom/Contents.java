package org.pragnanz.phantom;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.pragnanz.fault.InputException;
import org.pragnanz.files.Csv;

/**
 * What the images show: {@code contents.csv} (image, pattern, area).
 *
 * @param patterns each image's patterns
 */
record Contents(Map<String, Set<String>> patterns) {
  private static final List<String> HEADER = List.of("image", "pattern", "area");

  static Contents read(Path file) throws IOException {
    Map<String, Set<String>> patterns = new HashMap<>();
    Csv.forEach(
        file,
        row ->
            patterns
                .computeIfAbsent(row.text("image"), image -> new HashSet<>())
                .add(row.text("pattern")));
    return new Contents(patterns);
  }

  /**
   * Writes the table.
   *
   * @param areas of each image by pattern, in the order of the images' numbers
   */
  static void write(Path file, List<double[]> areas) throws IOException {
    Csv.write(
        file,
        HEADER,
        rows -> {
          for (int i = 0; i < areas.size(); i++) {
            for (Pattern pattern : Pattern.values()) {
              double area = areas.get(i)[pattern.index()];
              if (area > 0) {
                rows.add(World.id(i), pattern.label(), area);
              }
            }
          }
        });
  }

  /**
   * The share of the images that hold their commonest pattern.
   *
   * @param images at least one
   * @throws InputException where an image is not listed
   */
  double purity(List<String> images) {
    Map<String, Integer> counts = new HashMap<>();
    for (String image : images) {
      Set<String> shown = patterns.get(image);
      if (shown == null) {
        throw new InputException(
            "The contents list no image '" + image + "'; they are of another run of phantom.");
      }
      shown.forEach(pattern -> counts.merge(pattern, 1, Integer::sum));
    }
    return counts.values().stream().mapToInt(Integer::intValue).max().orElse(0)
        / (double) images.size();
  }
}
