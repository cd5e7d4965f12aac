package org.pragnanz.nn.execution;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * TorchScript from a resource file, with places to fill in.
 *
 * <p>A place is a name in braces. Within a line it stands for an expression. Alone on its line it
 * stands for lines of script, any number of them, which are indented as the place is. What is
 * filled in is not searched for places.
 *
 * <p>Empty lines and lines that begin with {@code #} are for readers of the file; they are left
 * out.
 */
final class Template {
  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

  private final String file;
  private final List<String> lines;
  private final Set<String> places = new TreeSet<>();

  /**
   * @param file the name that faults are reported with
   */
  Template(String file, String text) {
    this.file = file;
    lines =
        text.lines()
            .filter(line -> !line.isBlank() && !line.stripLeading().startsWith("#"))
            .toList();
    lines.forEach(
        line -> PLACE.matcher(line).results().map(place -> place.group(1)).forEach(places::add));
  }

  /**
   * Reads a file that lies beside this class.
   *
   * @throws IllegalArgumentException where there is none
   */
  static Template of(String file) {
    try (InputStream in = Template.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalArgumentException("there is no template " + file);
      }
      return new Template(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The script with every place filled in.
   *
   * @param values an expression, or lines of script, by place
   * @throws IllegalArgumentException where a place has no value, or a value has no place
   */
  String fill(Map<String, String> values) {
    if (!places.equals(values.keySet())) {
      throw new IllegalArgumentException(
          "%s has the places %s, and the values given are of %s"
              .formatted(file, places, new TreeSet<>(values.keySet())));
    }
    return lines.stream().map(line -> filled(line, values)).collect(Collectors.joining());
  }

  private static String filled(String line, Map<String, String> values) {
    Matcher alone = PLACE.matcher(line.strip());
    if (alone.matches()) {
      return values.get(alone.group(1)).indent(line.indexOf('{'));
    }
    return PLACE
            .matcher(line)
            .replaceAll(place -> Matcher.quoteReplacement(values.get(place.group(1))))
        + "\n";
  }
}
