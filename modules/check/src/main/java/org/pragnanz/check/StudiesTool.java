package org.pragnanz.check;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.pragnanz.cli.Tool;
import org.pragnanz.fault.InputException;
import org.pragnanz.files.Csv;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The runs of a table of studies. */
@Command(
    name = "studies",
    description = {
      "Prints the parameters of every study of a table.",
      """

      The pipeline's launcher runs them one after the other: ./nextflow run . --studies F."""
    },
    footer =
        """
        Inputs
          --table  CSV: a study a row, a parameter a column. The column study names it, and so
                   its experiment and its results folder where no other column does. An empty
                   cell leaves its parameter as it is without the table

        Outputs
          on standard output, a line a study: its parameters as words of a shell

        Example
          pragnanz studies --table studies.csv""")
public final class StudiesTool extends Tool {
  private static final String NAME = "study";

  @Option(names = "--table", required = true, paramLabel = "F", description = "The studies")
  Path table;

  @Override
  protected void run() throws IOException {
    lines(table).forEach(System.out::println);
  }

  /** A line of shell words for each study of a table. */
  static List<String> lines(Path table) throws IOException {
    List<String> parameters =
        Csv.header(table).names().stream().filter(column -> !column.equals(NAME)).toList();
    Set<String> names = new HashSet<>();
    List<String> studies =
        Csv.read(
            table,
            row -> {
              String name = row.filled(NAME);
              if (!name.matches("[A-Za-z0-9_.-]+")) {
                throw row.fault(
                    NAME, "'%s' is no name of letters, digits, _, . and -".formatted(name));
              }
              if (!names.add(name)) {
                throw row.fault(NAME, "'%s' is in the table twice".formatted(name));
              }
              return words(name, parameters, row);
            });
    if (studies.isEmpty()) {
      throw new InputException(table + " holds no study.");
    }
    return studies;
  }

  private static String words(String name, List<String> parameters, Csv.Row row) {
    List<String> words = new ArrayList<>();
    if (!parameters.contains("experiment")) {
      words.add("--experiment=" + name);
    }
    if (!parameters.contains("outdir")) {
      words.add("--outdir=results/" + name);
    }
    parameters.stream()
        .filter(parameter -> !row.text(parameter).isEmpty())
        .map(parameter -> "--%s=%s".formatted(parameter, row.text(parameter)))
        .forEach(words::add);
    return words.stream()
        .map(word -> "'" + word.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }
}
