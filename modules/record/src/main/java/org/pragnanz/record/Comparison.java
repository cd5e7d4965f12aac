package org.pragnanz.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.pragnanz.files.Npy;
import org.pragnanz.image.Images;
import org.pragnanz.image.RgbImage;
import org.pragnanz.image.UnreadableImageException;

/**
 * Compares files of two runs by what they mean: tables cell by cell, arrays and JSON value by
 * value, pictures pixel by pixel, all else line by line. Tables and arrays are read in step and not
 * held.
 */
record Comparison(Tolerance tolerance) {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int SHOWN = 60;

  Difference of(Path a, Path b) throws IOException {
    if (Files.mismatch(a, b) < 0) {
      return new Difference.None();
    }
    String name = a.getFileName().toString();
    String type = name.substring(name.lastIndexOf('.') + 1);
    try {
      return switch (type) {
        case "csv" -> tables(a, b);
        case "npy" -> arrays(a, b);
        case "json" -> trees(a, b);
        case "png", "jpg" -> pictures(a, b);
        default -> lines(a, b);
      };
    } catch (UnreadableImageException | RuntimeException e) {
      return new Difference.Real("one of the two cannot be read: " + e.getMessage());
    }
  }

  private Difference tables(Path a, Path b) throws IOException {
    try (CSVParser left = table(a);
        CSVParser right = table(b)) {
      List<String> header = left.getHeaderNames();
      if (!header.equals(right.getHeaderNames())) {
        return new Difference.Real(
            "columns %s against %s".formatted(header, right.getHeaderNames()));
      }
      Iterator<CSVRecord> others = right.iterator();
      for (CSVRecord row : left) {
        if (!others.hasNext()) {
          return new Difference.Real("row %d is missing".formatted(row.getRecordNumber()));
        }
        CSVRecord other = others.next();
        for (int i = 0; i < Math.max(row.size(), other.size()); i++) {
          String x = i < row.size() ? row.get(i) : "";
          String y = i < other.size() ? other.get(i) : "";
          if (!tolerance.allows(x, y)) {
            return new Difference.Real(
                "row %d, column '%s': %s"
                    .formatted(
                        row.getRecordNumber(),
                        i < header.size() ? header.get(i) : i + 1,
                        against(x, y)));
          }
        }
      }
      return others.hasNext()
          ? new Difference.Real("row %d is more".formatted(others.next().getRecordNumber()))
          : new Difference.Tolerable(tolerance.described());
    }
  }

  private static CSVParser table(Path file) throws IOException {
    return CSVParser.parse(
        file,
        StandardCharsets.UTF_8,
        CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get());
  }

  private Difference arrays(Path a, Path b) throws IOException {
    try (Npy.Reader left = new Npy.Reader(a);
        Npy.Reader right = new Npy.Reader(b)) {
      if (!left.shape().equals(right.shape())) {
        return new Difference.Real("shape %s against %s".formatted(left.shape(), right.shape()));
      }
      long length = left.shape().stream().mapToLong(Integer::longValue).reduce(1, (x, y) -> x * y);
      float[] x = new float[1 << 14];
      float[] y = new float[1 << 14];
      for (long from = 0; from < length; from += x.length) {
        if (length - from < x.length) {
          x = new float[(int) (length - from)];
          y = new float[x.length];
        }
        left.read(from, x);
        right.read(from, y);
        for (int i = 0; i < x.length; i++) {
          if (!tolerance.allows(x[i], y[i])) {
            return new Difference.Real(
                "at %s: %s against %s".formatted(place(from + i, left.shape()), x[i], y[i]));
          }
        }
      }
      return new Difference.Tolerable(tolerance.described());
    }
  }

  /** The index of a value along every dimension, C order. */
  private static String place(long index, List<Integer> shape) {
    StringBuilder place = new StringBuilder("]");
    long rest = index;
    for (int d = shape.size() - 1; d >= 0; d--) {
      place.insert(0, (d == 0 ? "[" : ", ") + rest % shape.get(d));
      rest /= shape.get(d);
    }
    return place.toString();
  }

  private Difference trees(Path a, Path b) throws IOException {
    return difference("", JSON.readTree(a.toFile()), JSON.readTree(b.toFile()))
        .<Difference>map(Difference.Real::new)
        .orElseGet(() -> new Difference.Tolerable(tolerance.described()));
  }

  private Optional<String> difference(String at, JsonNode a, JsonNode b) {
    if (a.isNumber() && b.isNumber() && tolerance.allows(a.doubleValue(), b.doubleValue())) {
      return Optional.empty();
    }
    if (a.isObject() && b.isObject()) {
      TreeSet<String> names = new TreeSet<>();
      a.fieldNames().forEachRemaining(names::add);
      b.fieldNames().forEachRemaining(names::add);
      return names.stream()
          .map(name -> difference(at + "/" + name, a.path(name), b.path(name)))
          .flatMap(Optional::stream)
          .findFirst();
    }
    if (a.isArray() && b.isArray()) {
      for (int i = 0; i < Math.max(a.size(), b.size()); i++) {
        Optional<String> found = difference(at + "/" + i, a.path(i), b.path(i));
        if (found.isPresent()) {
          return found;
        }
      }
      return Optional.empty();
    }
    return a.equals(b)
        ? Optional.empty()
        : Optional.of("%s: %s".formatted(at, against(shown(a), shown(b))));
  }

  private static String shown(JsonNode node) {
    return node.isMissingNode() ? "" : node.toString();
  }

  private static Difference pictures(Path a, Path b) throws IOException, UnreadableImageException {
    RgbImage x = Images.read(a);
    RgbImage y = Images.read(b);
    if (x.width() != y.width() || x.height() != y.height()) {
      return new Difference.Real(
          "%d x %d against %d x %d pixels".formatted(x.width(), x.height(), y.width(), y.height()));
    }
    for (int i = 0; i < x.pixels().length; i++) {
      if (x.pixels()[i] != y.pixels()[i]) {
        int pixel = i / 3;
        return new Difference.Real(
            "pixel (%d, %d)".formatted(pixel % x.width(), pixel / x.width()));
      }
    }
    return new Difference.Tolerable("the same pixels");
  }

  /** Bytes are read as Latin-1, so that any file has lines. */
  private static Difference lines(Path a, Path b) throws IOException {
    try (BufferedReader left = Files.newBufferedReader(a, StandardCharsets.ISO_8859_1);
        BufferedReader right = Files.newBufferedReader(b, StandardCharsets.ISO_8859_1)) {
      for (int line = 1; ; line++) {
        String x = left.readLine();
        String y = right.readLine();
        if (x == null && y == null) {
          return new Difference.Tolerable("other line ends");
        }
        if (x == null || y == null || !x.equals(y)) {
          return new Difference.Real(
              "line %d: %s".formatted(line, against(x == null ? "" : x, y == null ? "" : y)));
        }
      }
    }
  }

  /** Two texts from where they part, no longer than can be read. */
  private static String against(String a, String b) {
    int same = 0;
    while (same < Math.min(a.length(), b.length()) && a.charAt(same) == b.charAt(same)) {
      same++;
    }
    int from = a.length() <= SHOWN && b.length() <= SHOWN ? 0 : Math.max(0, same - SHOWN / 3);
    return "%s against %s".formatted(cut(a, from), cut(b, from));
  }

  private static String cut(String text, int from) {
    if (text.isEmpty()) {
      return "nothing";
    }
    int start = Math.min(from, text.length());
    int end = Math.min(text.length(), start + SHOWN);
    return (start > 0 ? "..." : "")
        + text.substring(start, end)
        + (end < text.length() ? "..." : "");
  }
}
