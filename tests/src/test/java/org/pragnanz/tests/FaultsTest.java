package org.pragnanz.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What goes wrong around a study: it is killed at any moment, its files are changed behind its
 * back, another run is in its place. {@code -Dpragnanz.kills=20} kills more often than the suite
 * has time for.
 */
@Tag("faults")
class FaultsTest {
  private static final int KILLS = Integer.getInteger("pragnanz.kills", 4);
  private static final Pattern SUBMITTED = Pattern.compile("Submitted process > (.+)");
  private static final Pattern COMPLETED =
      Pattern.compile("Task completed > .*name: (.+?); status: COMPLETED; exit: 0;");

  @TempDir static Path folder;

  private static Pipeline pipeline;

  /** Tasks that a run repeated although an earlier one had finished them. */
  private static final List<String> repeated = new ArrayList<>();

  /** Kills a run again and again, the pipeline alone or with all that it started, then one task. */
  @BeforeAll
  static void studyThatIsKilledAtRandomMoments() throws Exception {
    pipeline = new Pipeline(folder);
    Random random = new Random(2026);
    Set<String> finished = new HashSet<>();
    for (int kill = 0; kill < KILLS; kill++) {
      Process run = pipeline.begin(arguments("-resume"));
      boolean ended = killedAfter(run, 1 + random.nextInt(3), random.nextBoolean(), finished);
      finished.addAll(finished());
      if (ended) {
        break;
      }
    }
    Process last = pipeline.begin(arguments("-resume"));
    List<String> lines = new ArrayList<>();
    boolean killed = false;
    try (BufferedReader reader = last.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
        note(line, finished);
        killed = killed || (SUBMITTED.matcher(line).find() && killATool(last));
      }
    }
    assertThat(last.waitFor()).as(String.join("\n", lines)).isZero();
    assertThat(lines).anyMatch(line -> line.contains("exit status (137) -- Execution is retried"));
  }

  /**
   * The same study never killed, in a folder whose name has spaces and letters that are not ASCII,
   * in another locale and time zone, with other shards and threads, with factorizations that run
   * out of memory at their first attempt, and with a clock that jumps while tasks run: back by a
   * day, on by three, back by one.
   */
  @Test
  void itsResultsAreThoseOfAnUndisturbedRunElsewhere() throws Exception {
    Path elsewhere = Files.createDirectories(folder.resolve("zweiter Läuf \u00e9"));
    Path clock = folder.resolve("clock.so"); // LD_PRELOAD takes no spaces
    Path offset = Files.writeString(elsewhere.resolve("offset"), "0");
    Map<String, String> environment =
        new HashMap<>(Map.of("LC_ALL", "tr_TR", "LANG", "tr_TR", "TZ", "Asia/Kathmandu"));
    boolean jumping = compiled("/clock.c", clock);
    if (jumping) {
      environment.put("LD_PRELOAD", clock.toString());
      environment.put("CLOCK_FILE", offset.toString());
    }
    Map<Integer, String> jumps = Map.of(2, "-86400", 6, "172800", 12, "86400");
    Files.writeString(
        elsewhere.resolve("tight.config"),
        "process { withLabel: matrix {"
            + " beforeScript = { \"export PRAGNANZ_HEAP=${task.attempt == 1 ? 6 : 512}m\" } } }");
    Pipeline other = new Pipeline(elsewhere, environment);

    Process run = other.begin(arguments("--shards", "3", "--threads", "2", "-c", "tight.config"));
    List<String> lines = new ArrayList<>();
    int submitted = 0;
    try (BufferedReader reader = run.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        lines.add(line);
        if (SUBMITTED.matcher(line).find() && jumps.containsKey(++submitted)) {
          Files.writeString(offset, jumps.get(submitted));
        }
      }
    }

    assertThat(run.waitFor()).as(String.join("\n", lines)).isZero();
    assertThat(submitted).isGreaterThan(12);
    // Those that ran out of memory, each tried again.
    assertThat(other.statuses("demo")).contains("FAILED");
    assertThat(other.digests("demo")).isEqualTo(pipeline.digests("demo"));
    assumeTrue(jumping, "all but the clock: there is no C compiler here");
  }

  @Test
  void noTaskThatHadFinishedIsRepeated() {
    assertThat(repeated).isEmpty();
  }

  @Test
  void aShardThatIsDamagedBetweenStagesIsNamed() throws Exception {
    List<Path> arrays = made(file -> file.endsWith(Path.of("activations-1", "mix3.npy")));
    assertThat(arrays).isNotEmpty();
    for (Path array : arrays) {
      damage(array);
    }

    // Another size of the pools makes the stage after the shards run again.
    Pipeline.Outcome outcome =
        pipeline.run(arguments("-resume", "--outdir", "results/damaged", "--bottom", "61"));

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.lines())
        .anyMatch(line -> line.contains("mix3.npy is not as it was written: its SHA-256 is not"));
  }

  @Test
  void anImageThatChangedSinceItWasCataloguedIsNamed() throws Exception {
    // In the folders of killed tasks too.
    List<Path> images = made(file -> file.endsWith(Path.of("images", "n01530575", "00000.png")));
    assertThat(images).isNotEmpty();
    for (Path image : images) {
      damage(image);
    }

    // Another number of shards makes the images pass again.
    Pipeline.Outcome outcome =
        pipeline.run(arguments("-resume", "--outdir", "results/changed", "--shards", "4"));
    for (Path image : images) {
      damage(image); // the same bit again: as it was
    }

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.lines())
        .anyMatch(
            line -> line.contains("'n01530575/00000.png' is not the file that was catalogued"));
  }

  /** Of a disk with little room, which only root can make. */
  @Test
  void aFullDiskIsSaidInASentenceAndTheRunGoesOnWhenThereIsRoom() throws Exception {
    Path disk = Files.createDirectories(folder.resolve("disk"));
    Pipeline other = new Pipeline(Files.createDirectories(folder.resolve("full")));
    assumeTrue(mounted(disk, "size=30m"), "no file system can be mounted here");
    try {
      List<String> run = arguments("-w", disk.toString());

      Pipeline.Outcome full = other.run(run);
      assertThat(full.exit()).isEqualTo(1);
      assertThat(full.lines()).anyMatch(line -> line.contains("disk is full"));

      assertThat(mounted(disk, "remount,size=500m")).isTrue();
      run.add("-resume");
      Pipeline.Outcome outcome = other.run(run);
      assertThat(outcome.exit()).as(String.join("\n", outcome.lines())).isZero();
      assertThat(other.digests("demo")).isEqualTo(pipeline.digests("demo"));
    } finally {
      new ProcessBuilder("umount", "-l", disk.toString()).inheritIO().start().waitFor();
    }
  }

  /** All that was published is repeated by its crate's parameters, but for files. */
  @Test
  void aReviewFindsItAsItWasPublished() throws Exception {
    Pipeline.Outcome outcome =
        pipeline.run(
            List.of(
                "-profile",
                "review",
                "--reference=results/demo",
                "--units=four.csv",
                "--outdir=results/review",
                "-resume"));

    assertThat(outcome.exit()).as(String.join("\n", outcome.lines())).isZero();
    assertThat(Files.readString(folder.resolve("results/review/pipeline_info/verdict.txt")))
        .contains(" equal, 0 close, 0 different or missing");
    assertThat(pipeline.digests("review")).isEqualTo(pipeline.digests("demo"));
  }

  @Test
  void aReviewSaysWhatDiffersAndLeavesItsVerdict() throws Exception {
    Path published = folder.resolve("altered");
    Path results = folder.resolve("results/demo");
    new ProcessBuilder("cp", "-r", results.toString(), published.toString()).start().waitFor();
    Files.writeString(published.resolve("alignment.csv"), "a row\n", StandardOpenOption.APPEND);

    Pipeline.Outcome outcome =
        pipeline.run(
            List.of(
                "-profile",
                "review",
                "--reference=altered",
                "--units=four.csv",
                "--outdir=results/no",
                "-resume"));

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.lines().get(outcome.lines().size() - 1))
        .isEqualTo(
            "review: the results are not those of altered; pipeline_info/verdict.txt in the results"
                + " folder says what differs.");
    assertThat(Files.readString(folder.resolve("results/no/pipeline_info/verdict.txt")))
        .contains("different  alignment.csv", ", 0 close, 1 different or missing");
    assertThat(folder.resolve("results/no/analysis/report.html")).exists();
  }

  @Test
  void aSecondRunInTheSamePlaceIsRefused() throws Exception {
    String place = folder.resolve("shared place").toString();
    Path start = Files.createDirectories(folder.resolve("first"));
    Path other = Files.createDirectories(folder.resolve("second"));
    Process first = new Pipeline(start).begin(arguments("--outdir", place));
    try (BufferedReader reader = first.inputReader(StandardCharsets.UTF_8)) {
      Optional<String> begun =
          reader.lines().filter(line -> SUBMITTED.matcher(line).find()).findFirst();
      assertThat(begun).isPresent();

      Pipeline.Outcome outcome = new Pipeline(other).run(arguments("--outdir", place));

      assertThat(outcome.exit()).isEqualTo(1);
      assertThat(outcome.lines())
          .containsExactly(
              "Another run is writing to "
                  + place
                  + "; wait until it is done, or name another folder with --outdir.");
    } finally {
      first.descendants().forEach(ProcessHandle::destroyForcibly);
      first.destroyForcibly().waitFor();
    }
  }

  @Test
  void aResultsFolderThatCannotBeWrittenIsNamedBeforeAnyTask() throws Exception {
    Files.writeString(folder.resolve("a file"), "");
    String place = folder.resolve("a file/results").toString();

    Pipeline.Outcome outcome = pipeline.run(arguments("-resume", "--outdir", place));

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.lines())
        .singleElement()
        .asString()
        .startsWith("The results folder " + place + " cannot be written");
  }

  private static List<String> arguments(String... more) {
    List<String> all = new ArrayList<>(List.of("-profile", "demo"));
    all.addAll(Pipeline.TINY);
    all.addAll(List.of(more)); // of a parameter that is given twice the last counts
    return all;
  }

  /** Files that tasks made. */
  private static List<Path> made(Predicate<Path> which) throws IOException {
    try (Stream<Path> files = Files.walk(folder.resolve("work"))) {
      return files.filter(which).filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void damage(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);
  }

  private static boolean compiled(String resource, Path library) throws Exception {
    Path source = Path.of(FaultsTest.class.getResource(resource).toURI());
    List<String> command =
        List.of("cc", "-O1", "-shared", "-fPIC", "-o", library.toString(), source.toString());
    try {
      return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean mounted(Path folder, String options) throws Exception {
    return new ProcessBuilder("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start()
            .waitFor()
        == 0;
  }

  /**
   * Kills a run by SIGKILL once it has submitted some tasks.
   *
   * @param all its tasks too
   * @return whether it ended by itself before that
   */
  private static boolean killedAfter(Process run, int tasks, boolean all, Set<String> finished)
      throws IOException, InterruptedException {
    int submitted = 0;
    boolean ended = true;
    try (BufferedReader reader = run.inputReader(StandardCharsets.UTF_8)) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        note(line, finished);
        if (SUBMITTED.matcher(line).find() && ++submitted == tasks) {
          ended = false;
          if (all) {
            run.descendants().forEach(ProcessHandle::destroyForcibly);
          }
          run.destroyForcibly();
          break;
        }
      }
    }
    run.waitFor();
    return ended;
  }

  private static void note(String line, Set<String> finished) {
    Matcher submitted = SUBMITTED.matcher(line);
    if (submitted.find() && finished.contains(submitted.group(1))) {
      repeated.add(submitted.group(1));
    }
  }

  /**
   * The tasks that the run which was just killed had finished; not the last one, which may be noted
   * in the log and not yet in the cache.
   */
  private static List<String> finished() throws IOException {
    List<String> names = new ArrayList<>();
    for (String line : Files.readAllLines(folder.resolve(".nextflow.log"))) {
      Matcher completed = COMPLETED.matcher(line);
      if (completed.find()) {
        names.add(completed.group(1));
      }
    }
    return names.subList(0, Math.max(0, names.size() - 1));
  }

  /** Kills one tool that a run has started; the pipeline tries its task again. */
  private static boolean killATool(Process run) {
    return run.descendants()
        .filter(process -> process.info().commandLine().orElse("").contains("pragnanz-"))
        .findFirst()
        .map(ProcessHandle::destroyForcibly)
        .orElse(false);
  }
}
