package org.pragnanz.analyze.report;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.pragnanz.basis.Factorization;

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
    List<Fit> fits = new ArrayList<>();
    for (Path folder : folders) {
      try (Stream<Path> files = Files.walk(folder, DEPTH, FileVisitOption.FOLLOW_LINKS)) {
        for (Path file : files.filter(Factorization::isFit).sorted().toList()) {
          fits.add(of(file.getParent().getFileName().toString(), Factorization.fit(file)));
        }
      }
    }
    return List.copyOf(fits);
  }

  private static Fit of(String unit, Factorization.Fit fit) {
    return new Fit(
        unit,
        fit.dead().stream().map(String::valueOf).toList(),
        fit.duplicates().size(),
        fit.converged(),
        fit.relativeError(),
        fit.errors().stream().mapToDouble(Double::doubleValue).toArray());
  }
}
