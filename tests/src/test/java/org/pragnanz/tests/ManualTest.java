package org.pragnanz.tests;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The manual page of every tool that was built, and its options that are the pipeline's. */
class ManualTest {
  private static final Path ROOT = Path.of(System.getProperty("pragnanz.root", ".."));

  /** An option and its value, where a row of the page begins. */
  private static final Pattern ROW = Pattern.compile("(?m)^ {2}(?:-h, )?--([a-z-]+)(?: (\\S+))?");

  private static final Map<String, JsonNode> PARAMETERS = new LinkedHashMap<>();

  @TempDir static Path folder;

  @BeforeAll
  static void readTheSchema() throws IOException {
    JsonNode schema =
        new ObjectMapper()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .readTree(ROOT.resolve("nextflow_schema.json").toFile());
    for (JsonNode group : schema.get("$defs")) {
      for (Map.Entry<String, JsonNode> property : group.get("properties").properties()) {
        PARAMETERS.put(property.getKey(), property.getValue());
      }
    }
  }

  static Stream<String> commands() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("target/tools/commands"))) {
      return files.map(file -> file.getFileName().toString()).sorted().toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyPageHasTheSameOrder(String command) throws Exception {
    String page = page(command);
    List<String> headings =
        Pattern.compile("(?m)^(Usage|Running|Inputs|Outputs|Example)\\b")
            .matcher(page)
            .results()
            .map(MatchResult::group)
            .toList();
    assertThat(headings).containsExactly("Usage", "Running", "Inputs", "Outputs", "Example");
    assertThat(page).contains("Usage: pragnanz " + command + " ").contains("  pragnanz " + command);
    assertThat(page.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    // Files (F), folders (DIR) and the like are one word; a list of values is in small letters.
    assertThat(ROW.matcher(page).results().map(row -> String.valueOf(row.group(2))))
        .noneMatch(label -> label.matches("[A-Z]+\\|.*[A-Z]{4,}.*"));
    assertThat(ROW.matcher(page).results().map(row -> row.group(1))).contains("threads", "help");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void optionsOfThePipelineHaveItsHelpAndDefaults(String command) throws Exception {
    String page = page(command);
    String usage = page.substring(page.indexOf("Usage:"), page.indexOf("[options]"));
    for (String option : options(page)) {
      JsonNode parameter = PARAMETERS.get(option.replace('-', '_'));
      if (parameter != null && parameter.has("default") && isValued(parameter)) {
        if (!usage.replaceAll("\\s+", " ").contains("--" + option + " ")) {
          assertThat(row(page, option))
              .contains(parameter.get("description").asText())
              .endsWith("(default: " + parameter.get("default").asText() + ")");
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void valuesBeyondThePipelinesRangesAreRefused(String command) throws Exception {
    for (String option : options(page(command))) {
      JsonNode parameter = PARAMETERS.get(option.replace('-', '_'));
      if (parameter != null && parameter.has("minimum")) {
        JsonNode least = parameter.get("minimum");
        // A minimum may be a fraction.
        refuses(command, option, least.asLong() - 1, "at least " + least.asText());
      }
      if (parameter != null && parameter.has("maximum")) {
        long most = parameter.get("maximum").asLong();
        // Threads are a tool's own: a machine has as many as it has.
        if (!option.equals("threads")) {
          refuses(command, option, most + 1, "at most " + most);
        }
      }
    }
  }

  private static boolean isValued(JsonNode parameter) {
    return !parameter.get("type").toString().contains("boolean");
  }

  /** What the page says of an option, in one line. */
  private static String row(String page, String option) {
    Matcher row =
        Pattern.compile("(?ms)^  --" + option + " .*?(?=^ {0,2}\\S|^$|\\z)").matcher(rows(page));
    assertThat(row.find()).as(option).isTrue();
    return row.group().strip().replaceAll("\\s+", " ");
  }

  private static String rows(String page) {
    return page.substring(page.indexOf("\nUsage:"), page.indexOf("\nInputs\n"));
  }

  private static List<String> options(String page) {
    List<String> options = new ArrayList<>();
    ROW.matcher(rows(page)).results().forEach(row -> options.add(row.group(1)));
    return options;
  }

  private static String page(String command) throws Exception {
    Path log = folder.resolve(command + ".txt");
    if (!Files.exists(log)) {
      assertThat(Command.start(log, command, "--help").waitFor()).isZero();
    }
    return Files.readString(log);
  }

  private static void refuses(String command, String option, long value, String range)
      throws Exception {
    Path log = folder.resolve("refused.txt");
    assertThat(Command.start(log, command, "--" + option, value).waitFor()).isEqualTo(1);
    // Java says before it that the module of vectors is not final.
    assertThat(Files.readString(log))
        .endsWith("%s: --%s must be %s, not %d.\n".formatted(command, option, range, value));
  }
}
