package org.pragnanz.tests;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.pragnanz.files.Checksums;
import org.pragnanz.testing.Patience;

/** Runs the pipeline as a user does, with {@code ./nextflow run} in a folder of its own. */
final class Pipeline {
  private static final Path ROOT =
      Path.of(System.getProperty("pragnanz.root", "..")).toAbsolutePath().normalize();

  /** One unit a planted depth: 1, 2, 3 and 4 patterns in a channel. */
  private static final String UNITS = "layer,channel\ndetectors,1\nmix2,5\nmix3,9\nmix4,13\n";

  /** A phantom small enough for a run to take seconds; a study of a few units all the same. */
  static final List<String> TINY =
      List.of(
          "--phantom_images=240",
          "--units=four.csv",
          "--top=80",
          "--bottom=60",
          "--strongest=30",
          "--from=40",
          "--trials_per_unit=3",
          "--participants=6");

  private static final Duration LONGEST = Duration.ofMinutes(8);

  private final Path folder;
  private final Map<String, String> environment;

  /**
   * @param exit the exit code
   * @param lines standard output and error together
   */
  record Outcome(int exit, List<String> lines) {}

  Pipeline(Path folder) throws IOException {
    this(folder, Map.of());
  }

  /**
   * @param folder where runs start and leave their results
   * @param environment variables that the runs see beside this process's
   */
  Pipeline(Path folder, Map<String, String> environment) throws IOException {
    this.folder = folder;
    this.environment = environment;
    Files.writeString(folder.resolve("four.csv"), UNITS);
    // Where Nextflow is not there yet, fetching it is part of the build, and no line of a run.
    start(List.of("-version"));
  }

  /** {@code ./nextflow run . ARGUMENTS}. */
  Outcome run(List<String> arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("-q", "run", ROOT.toString()));
    all.addAll(arguments);
    return start(all);
  }

  /**
   * A run that is not waited for: its lines, and those of its tasks' beginnings, can be read as
   * they come.
   */
  Process begin(List<String> arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("run", ROOT.toString()));
    all.addAll(arguments);
    return Patience.watched(builder(all).start(), LONGEST);
  }

  private ProcessBuilder builder(List<String> arguments) {
    List<String> command = new ArrayList<>(List.of(ROOT.resolve("nextflow").toString()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("PRAGNANZ_BUILD", "never");
    builder.environment().put("NXF_ANSI_LOG", "false");
    builder.environment().putAll(environment);
    return builder.redirectErrorStream(true);
  }

  private Outcome start(List<String> arguments) throws IOException {
    Path log = Files.createTempFile(folder, "run", ".log");
    Process process = builder(arguments).redirectOutput(log.toFile()).start();
    int exit = Patience.await(process, LONGEST, "a run", log);
    return new Outcome(exit, Files.readAllLines(log, StandardCharsets.UTF_8));
  }

  /** A result: a path below the folder that the run started in. */
  Path result(String path) {
    return folder.resolve("results").resolve(path);
  }

  /** The rows of a result table. */
  List<CSVRecord> table(String path) throws IOException {
    return rows(result(path));
  }

  /** The rows of a table that has a header. */
  static List<CSVRecord> rows(Path table) throws IOException {
    return rows(table, CSVFormat.RFC4180);
  }

  /** The tasks of the last run of an experiment by what became of them: COMPLETED, CACHED, ... */
  List<String> statuses(String experiment) throws IOException {
    return trace(experiment).stream().map(row -> row.get("status")).toList();
  }

  /** The tasks of the last run of an experiment. */
  List<CSVRecord> trace(String experiment) throws IOException {
    return rows(reports(experiment, "trace").get(0), CSVFormat.TDF);
  }

  /** Nextflow's reports of one kind on an experiment's runs, the latest first. */
  List<Path> reports(String experiment, String name) throws IOException {
    try (Stream<Path> files = Files.list(result(experiment + "/pipeline_info"))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith(name + "-"))
          .sorted(Comparator.reverseOrder())
          .toList();
    }
  }

  /** The names of the tasks, without their workflows', of which this became in the last run. */
  List<String> tasks(String experiment, String status) throws IOException {
    return trace(experiment).stream()
        .filter(row -> row.get("status").equals(status))
        .map(row -> row.get("name").replaceFirst(".*:", ""))
        .toList();
  }

  /**
   * Every result file's digest by path, without {@code pipeline_info}, which is about the run and
   * not about the study. Not the bytes: where they differ, Surefire cannot take them in a message,
   * loses the test and says that all is well.
   */
  Map<String, String> digests(String experiment) throws IOException {
    Path top = result(experiment);
    Map<String, String> digests = new TreeMap<>();
    try (Stream<Path> files = Files.walk(top)) {
      files
          .filter(Files::isRegularFile)
          .filter(file -> !file.startsWith(top.resolve("pipeline_info")))
          .forEach(file -> digests.put(top.relativize(file).toString(), digest(file)));
    }
    return digests;
  }

  private static String digest(Path file) {
    try {
      return Checksums.sha256(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<CSVRecord> rows(Path file, CSVFormat format) throws IOException {
    CSVFormat headed = format.builder().setHeader().setSkipHeaderRecord(true).get();
    try (var parser = headed.parse(Files.newBufferedReader(file, StandardCharsets.UTF_8))) {
      return parser.getRecords();
    }
  }
}
