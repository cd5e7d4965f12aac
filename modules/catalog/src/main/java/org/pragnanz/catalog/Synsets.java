package org.pragnanz.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How WordNet 3.0 synset ids are written, and the numbers that ImageNet gives them. */
final class Synsets {
  private static final Pattern ID = Pattern.compile("n\\d{8}");
  private static final Pattern PREFIX = Pattern.compile("(n\\d{8})_.*");

  private Synsets() {}

  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** The id that a name is, or begins with before an underscore. */
  static Optional<String> ofName(String name) {
    if (isId(name)) {
      return Optional.of(name);
    }
    Matcher prefix = PREFIX.matcher(name);
    return prefix.matches() ? Optional.of(prefix.group(1)) : Optional.empty();
  }

  /**
   * The classes of ILSVRC2012 in the order of its development kit, whose numbers begin with 1: not
   * the order of the ids.
   */
  static List<String> ofDevelopmentKit() {
    try (InputStream in = Synsets.class.getResourceAsStream("ilsvrc2012.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.US_ASCII).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
