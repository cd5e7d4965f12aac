package org.pragnanz.basis;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.pragnanz.fault.InputException;
import org.pragnanz.files.Npy;
import org.pragnanz.files.Output;
import org.pragnanz.matrix.FloatMatrix;

/**
 * The folder that {@code factorize} writes for a unit: {@code U.npy} float32 (n, k), {@code W.npy}
 * float32 (k, p) and {@code fit.json}.
 */
public final class Factorization {
  private static final String CODES = "U.npy";
  private static final String DICTIONARY = "W.npy";
  private static final String FIT = "fit.json";
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(
              DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
              DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);

  private Factorization() {}

  /**
   * How the fit went.
   *
   * @param rows of the matrix, n
   * @param columns of the matrix, p
   * @param k elements of the dictionary
   * @param relativeError of the whole, ‖A − U W‖ / ‖A‖
   * @param tolerance at which it stops
   * @param restarts random starts beside the first
   * @param start the one that was kept, such as {@code nndsvda}
   * @param dead elements that are all zero, or that no row uses
   * @param duplicates pairs of elements that are all but parallel
   * @param errors the relative error after each iteration
   */
  @JsonPropertyOrder({
    "rows",
    "columns",
    "k",
    "relative_error",
    "iterations",
    "converged",
    "tolerance",
    "max_iterations",
    "restarts",
    "seed",
    "start",
    "dead",
    "duplicates",
    "errors"
  })
  public record Fit(
      int rows,
      int columns,
      int k,
      @JsonProperty("relative_error") double relativeError,
      int iterations,
      boolean converged,
      double tolerance,
      @JsonProperty("max_iterations") int maxIterations,
      int restarts,
      long seed,
      String start,
      List<Integer> dead,
      List<Duplicate> duplicates,
      List<Double> errors) {
    public Fit {
      dead = List.copyOf(dead);
      duplicates = List.copyOf(duplicates);
      errors = List.copyOf(errors);
    }
  }

  /** Two elements that point the same way. */
  @JsonPropertyOrder({"first", "second", "cosine"})
  public record Duplicate(int first, int second, double cosine) {}

  /** The file of the codes in a unit's folder. */
  public static Path codesFile(Path folder) {
    return folder.resolve(CODES);
  }

  /** U, (n, k). */
  public static FloatMatrix codes(Path folder) throws IOException {
    return Npy.read(codesFile(folder));
  }

  /** W, (k, p). */
  public static FloatMatrix dictionary(Path folder) throws IOException {
    return Npy.read(folder.resolve(DICTIONARY));
  }

  /** Whether a file is one that {@link #fit} reads. */
  public static boolean isFit(Path file) {
    return file.endsWith(FIT);
  }

  /**
   * How a fit went.
   *
   * @param file a {@code fit.json}
   * @throws InputException where the file is no such record
   */
  public static Fit fit(Path file) throws IOException {
    try {
      return JSON.readValue(Files.readAllBytes(file), Fit.class);
    } catch (JsonProcessingException e) {
      throw new InputException(
          "%s is no record of a fit that can be read: %s.".formatted(file, e.getOriginalMessage()),
          e);
    }
  }

  /** Writes the three files into a folder. */
  public static void write(Path folder, FloatMatrix codes, FloatMatrix dictionary, Fit fit)
      throws IOException {
    Npy.write(codesFile(folder), codes);
    Npy.write(folder.resolve(DICTIONARY), dictionary);
    Output.text(folder.resolve(FIT), JSON.writeValueAsString(fit) + "\n");
  }
}
