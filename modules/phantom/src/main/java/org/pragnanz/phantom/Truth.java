package org.pragnanz.phantom;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pragnanz.fault.InputException;
import org.pragnanz.files.Csv;

/**
 * What was planted: {@code truth.csv} (layer, pattern, channel, weight), every site's mixing matrix
 * without its zeros.
 *
 * @param sites for each site with known truth, each pattern's weights by channel: its direction in
 *     the site's activation space
 */
record Truth(Map<String, Map<String, Map<Integer, Double>>> sites) {
  private static final List<String> HEADER = List.of("layer", "pattern", "channel", "weight");

  /** A planted direction and how near another one is to it. */
  record Nearest(String pattern, double cosine) {}

  /**
   * @throws InputException where the table is empty
   */
  static Truth read(Path file) throws IOException {
    Map<String, Map<String, Map<Integer, Double>>> sites = new TreeMap<>();
    Csv.forEach(
        file,
        row ->
            sites
                .computeIfAbsent(row.text("layer"), layer -> new LinkedHashMap<>())
                .computeIfAbsent(row.text("pattern"), pattern -> new TreeMap<>())
                .put(row.integer("channel"), row.number("weight")));
    if (sites.isEmpty()) {
      throw new InputException(file + " plants nothing.");
    }
    return new Truth(sites);
  }

  /**
   * Writes the table.
   *
   * @param planted for each site its mixing matrix, (channels, patterns)
   */
  static void write(Path file, Map<String, float[][]> planted) throws IOException {
    Csv.write(
        file,
        HEADER,
        rows -> {
          for (Map.Entry<String, float[][]> site : planted.entrySet()) {
            for (Pattern pattern : Pattern.values()) {
              for (int channel = 0; channel < site.getValue().length; channel++) {
                float weight = site.getValue()[channel][pattern.index()];
                if (weight != 0) {
                  rows.add(site.getKey(), pattern.label(), channel, weight);
                }
              }
            }
          }
        });
  }

  boolean knows(String layer) {
    return sites.containsKey(layer);
  }

  /** How many patterns a channel adds. */
  int mixed(String layer, int channel) {
    return (int)
        sites.get(layer).values().stream()
            .filter(weights -> weights.getOrDefault(channel, 0.0) != 0)
            .count();
  }

  /**
   * The planted direction with the greatest cosine to {@code direction}; the first of equals.
   *
   * @throws InputException where the direction is of another network's site
   */
  Nearest nearest(String layer, float[] direction) {
    int channels =
        sites.get(layer).values().stream()
            .flatMap(weights -> weights.keySet().stream())
            .mapToInt(channel -> channel + 1)
            .max()
            .orElse(0);
    if (channels != direction.length) {
      throw new InputException(
          "The truth plants %d channels at site %s, the elements have %d; they are of another network."
              .formatted(channels, layer, direction.length));
    }
    Nearest nearest = new Nearest("", Double.NEGATIVE_INFINITY);
    for (Map.Entry<String, Map<Integer, Double>> planted : sites.get(layer).entrySet()) {
      double cosine = cosine(direction, planted.getValue());
      if (cosine > nearest.cosine) {
        nearest = new Nearest(planted.getKey(), cosine);
      }
    }
    return nearest;
  }

  private static double cosine(float[] direction, Map<Integer, Double> planted) {
    double product = 0;
    double square = 0;
    for (Map.Entry<Integer, Double> entry : planted.entrySet()) {
      product += entry.getValue() * direction[entry.getKey()];
      square += entry.getValue() * entry.getValue();
    }
    double length = 0;
    for (float value : direction) {
      length += (double) value * value;
    }
    return length == 0 ? 0 : product / Math.sqrt(length * square);
  }
}
