package org.pragnanz.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * The real photographs, networks and reference values that are not part of the project: found
 * through the environment variable PRAGNANZ_DATA (the folder {@code data}; {@code reference} lies
 * beside it), else at {@code ../shared} beside the checkout. A test that needs what is not there is
 * reported as skipped.
 */
public final class SharedData {
  private SharedData() {}

  /** A file or folder below {@code data}, or the test is skipped. */
  public static Path data(String path) {
    return require(dataFolder().resolve(path));
  }

  /** A file or folder below {@code reference}, or the test is skipped. */
  public static Path reference(String path) {
    return require(dataFolder().resolveSibling("reference").resolve(path));
  }

  private static Path dataFolder() {
    String named = System.getenv("PRAGNANZ_DATA");
    Path root = Path.of(System.getProperty("pragnanz.root", "."));
    return named == null || named.isEmpty()
        ? root.toAbsolutePath().resolveSibling("shared").resolve("data")
        : Path.of(named).toAbsolutePath();
  }

  private static Path require(Path path) {
    Assumptions.assumeTrue(
        Files.exists(path), () -> "needs " + path + " (set PRAGNANZ_DATA to the shared data)");
    return path;
  }
}
