package org.pragnanz.cli;

import java.lang.reflect.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A tool's manual page: what it does, its options in groups, inputs, outputs, an example. */
final class Help {
  private static final int WIDTH = 100;
  private static final int COLUMN = 30;

  /** A space at which no line is broken. */
  private static final char TIE = '\u00a0';

  /** In the order in which they stand. */
  private enum Group {
    FILES("Files"),
    PARAMETERS("Parameters"),
    RUNNING("Running");

    private final String title;

    Group(String title) {
      this.title = title;
    }
  }

  private final CommandSpec tool;

  private Help(CommandSpec tool) {
    this.tool = tool;
  }

  /**
   * @param tool whose options are complete
   */
  static String of(CommandSpec tool) {
    Help help = new Help(tool);
    return Stream.of(
            Stream.of(lines(tool.usageMessage().description()), help.synopsis()),
            help.groups(),
            Stream.of(lines(tool.usageMessage().footer())))
        .flatMap(parts -> parts)
        .collect(Collectors.joining("\n\n", "", "\n"));
  }

  private static String lines(String... text) {
    return String.join("\n", text).strip();
  }

  private String synopsis() {
    String needed =
        tool.args().stream()
            .filter(ArgSpec::required)
            .map(Help::form)
            .collect(Collectors.joining(" "));
    return wrapped("Usage: pragnanz " + tool.name() + " " + needed + " [options]", 7);
  }

  private Stream<String> groups() {
    Map<Group, List<ArgSpec>> groups = new TreeMap<>();
    for (ArgSpec arg : tool.args()) {
      groups.computeIfAbsent(group(arg), group -> new ArrayList<>()).add(arg);
    }
    return groups.entrySet().stream()
        .map(
            entry ->
                entry.getValue().stream()
                    .map(Help::row)
                    .collect(Collectors.joining("\n", entry.getKey().title + "\n", "")));
  }

  private static Group group(ArgSpec arg) {
    if (arg.userObject() instanceof Field field
        && Running.class.isAssignableFrom(field.getDeclaringClass())) {
      return Group.RUNNING;
    }
    return arg.auxiliaryTypes()[0] == Path.class ? Group.FILES : Group.PARAMETERS;
  }

  /** An option and its value, as one writes them. */
  private static String form(ArgSpec arg) {
    String label = arg.arity().max() == 0 ? "" : arg.paramLabel();
    String more = arg.arity().max() > 1 ? "..." : "";
    return arg instanceof OptionSpec option
        ? (String.join(", ", option.names()) + " " + label + more).strip()
        : label + more;
  }

  private static String row(ArgSpec arg) {
    String form = "  " + form(arg);
    String start =
        form.length() < COLUMN
            ? form + " ".repeat(COLUMN - form.length())
            : form + "\n" + " ".repeat(COLUMN);
    return start + wrapped(explained(arg), COLUMN);
  }

  private static String explained(ArgSpec arg) {
    String text = String.join(" ", arg.description());
    String preset = arg.arity().max() == 0 ? null : arg.defaultValue();
    return preset == null ? text : text + " (default:" + TIE + preset + ")";
  }

  /** Breaks a text into lines, all but the first indented, which begins at the indent too. */
  private static String wrapped(String text, int indent) {
    StringBuilder lines = new StringBuilder();
    int room = WIDTH - indent;
    for (String word : text.split(" ", -1)) {
      if (word.length() + 1 > room) {
        lines.append('\n').append(" ".repeat(indent));
        room = WIDTH - indent;
      } else if (lines.length() > 0) {
        lines.append(' ');
        room--;
      }
      lines.append(word);
      room -= word.length();
    }
    return lines.toString().replace(TIE, ' ');
  }
}
