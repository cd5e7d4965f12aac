package org.pragnanz.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Writes something and reads it again, in a folder that is then deleted. */
public final class RoundTrip {
  private RoundTrip() {}

  /** Writes a value to a path that does not exist yet. */
  @FunctionalInterface
  public interface Writer<T> {
    void write(Path path, T value) throws IOException;
  }

  /** Reads what the writer wrote. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(Path path) throws IOException;
  }

  /** What is read of what was written. */
  public static <T> T of(T value, Writer<T> writer, Reader<T> reader) throws IOException {
    Path folder = Files.createTempDirectory("round-trip");
    try {
      writer.write(folder.resolve("made"), value);
      return reader.read(folder.resolve("made"));
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }
}
