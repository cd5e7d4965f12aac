package org.pragnanz.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every command that was built, from the files in {@code target/tools}: {@code commands/NAME} as
 * {@link ToolProcessor} wrote them, and {@code pom.xml}, whose modules stand in the study's order.
 */
final class Commands {
  private static final Pattern MODULE = Pattern.compile("<module>(?:.*/)?(.*?)</module>");
  private static final Pattern JAR = Pattern.compile("pragnanz-(.*?)-\\d");

  /**
   * @param module folder of the command's tool
   * @param help what the command is for, one line
   */
  private record Entry(String name, String module, String help) {}

  private Commands() {}

  /**
   * The names of all commands.
   *
   * @param tools the folder of what was built
   */
  static List<String> names(Path tools) throws IOException {
    return entries(tools).stream().map(Entry::name).toList();
  }

  /**
   * The commands with their help, a line each, in the order in which a study uses them.
   *
   * @param tools the folder of what was built
   */
  static String list(Path tools) throws IOException {
    List<Entry> entries = entries(tools);
    int width = entries.stream().mapToInt(entry -> entry.name().length()).max().orElse(1);
    return "usage: pragnanz COMMAND [options]; pragnanz COMMAND --help tells its options\n\n"
        + entries.stream()
            .map(entry -> ("%-" + width + "s  %s\n").formatted(entry.name(), entry.help()))
            .collect(Collectors.joining());
  }

  private static List<Entry> entries(Path tools) throws IOException {
    List<String> modules = modules(Files.readString(tools.resolve("pom.xml")));
    List<Entry> entries = new ArrayList<>();
    try (Stream<Path> files = Files.list(tools.resolve("commands"))) {
      for (Path file : files.toList()) {
        entries.add(entry(file));
      }
    }
    // A module's own command before what else it offers.
    entries.sort(
        Comparator.comparingInt((Entry entry) -> modules.indexOf(entry.module()))
            .thenComparing(entry -> !entry.name().equals(entry.module()))
            .thenComparing(Entry::name));
    return entries;
  }

  private static Entry entry(Path file) throws IOException {
    List<String> lines = Files.readAllLines(file);
    Matcher jar = JAR.matcher(lines.get(0));
    return new Entry(
        String.valueOf(file.getFileName()), jar.lookingAt() ? jar.group(1) : "", lines.get(3));
  }

  private static List<String> modules(String pom) {
    return MODULE.matcher(pom).results().map(match -> match.group(1)).toList();
  }
}
