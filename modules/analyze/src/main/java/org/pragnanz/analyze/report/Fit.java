package org.pragnanz.analyze.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * How the factorization of a unit went, from its {@code fit.json}.
 *
 * @param unit the unit's folder
 * @param dead elements that no image uses
 * @param duplicates pairs of elements that are all but parallel
 * @param error of the whole, ‖A − U W‖ / ‖A‖
 * @param errors the same after each iteration
 */
record Fit(
    String unit,
    List<String> dead,
    int duplicates,
    boolean converged,
    double error,
    double[] errors) {
  private static final int DEPTH = 4;

  /** Whether a reader should know of it. */
  boolean isNotable() {
    return !dead.isEmpty() || duplicates > 0 || !converged;
  }

  /** Every fit in folders of factorizations, by path. */
  static List<Fit> read(List<Path> folders) throws IOException {
    ObjectMapper json = new ObjectMapper();
    List<Fit> fits = new ArrayList<>();
    for (Path folder : folders) {
      try (Stream<Path> files = Files.walk(folder, DEPTH, FileVisitOption.FOLLOW_LINKS)) {
        for (Path file : files.filter(f -> f.endsWith("fit.json")).sorted().toList()) {
          JsonNode fit = json.readTree(file.toFile());
          fits.add(
              new Fit(
                  file.getParent().getFileName().toString(),
                  stream(fit.path("dead")).map(JsonNode::asText).toList(),
                  fit.path("duplicates").size(),
                  fit.path("converged").asBoolean(true),
                  fit.path("relative_error").asDouble(),
                  stream(fit.path("errors")).mapToDouble(JsonNode::asDouble).toArray()));
        }
      }
    }
    return List.copyOf(fits);
  }

  private static Stream<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false);
  }
}
