package org.pragnanz.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.testing.Patience;

/**
 * The study on a Slurm cluster of two nodes, a job of which is killed and a node of which goes
 * down.
 */
@Tag("slurm")
class SlurmTest {
  private static final Path ROOT =
      Path.of(System.getProperty("pragnanz.root", "..")).toAbsolutePath().normalize();

  /** A line of {@code squeue}: id, node, name, work folder. */
  private static final Pattern JOB = Pattern.compile("(\\d+) (n\\d) (.*) (/.*)");

  private static final String FORMAT = "%A %N %j %Z";

  private record Job(String id, String node, String name, Path work) {}

  @TempDir static Path folder;

  private static Path cluster;

  // Not before all: what an assumption spares there is in no count of skipped tests.
  @BeforeEach
  void startTheCluster() throws Exception {
    for (String program : List.of("munged", "slurmctld", "slurmd", "sbatch")) {
      assumeTrue(isInstalled(program), program + " is missing: install munge and slurm-wlm");
    }
    assumeTrue(
        System.getProperty("user.name").equals("root"), "Slurm's daemons are started by root");
    cluster = Files.createTempDirectory("slurm"); // a short path, for a socket lies in it
    call(ROOT.resolve("tests/slurm/cluster").toString(), "start", cluster.toString());
  }

  @AfterEach
  void stopTheCluster() throws Exception {
    if (cluster != null) {
      call(ROOT.resolve("tests/slurm/cluster").toString(), "stop", cluster.toString());
    }
  }

  @Test
  void aKilledJobAndALostNodeLeaveNoTraceInTheResults() throws Exception {
    Pipeline pipeline = new Pipeline(folder, Map.of("SLURM_CONF", conf()));
    CompletableFuture<Pipeline.Outcome> run =
        CompletableFuture.supplyAsync(
            () ->
                run(
                    pipeline,
                    "-profile",
                    "demo,slurm",
                    "-c",
                    ROOT.resolve("tests/slurm/fast.config").toString(),
                    "--shards",
                    "2",
                    "--threads",
                    "1",
                    "--max_memory",
                    "4 GB",
                    "--outdir",
                    "results/slurm"));

    slurm("scancel", running("EXTRACT_IMAGES", run).id());
    slurm(
        "scontrol",
        "update",
        "nodename=" + running("EXTRACT_ROWS", run).node(),
        "state=down",
        "reason=test");
    Pipeline.Outcome outcome = run.join();
    assertThat(outcome.exit()).as(String.join("\n", outcome.lines())).isZero();
    Pipeline.Outcome local = run(pipeline, "-profile", "demo", "--outdir", "results/local");
    assertThat(local.exit()).as(String.join("\n", local.lines())).isZero();

    assertThat(pipeline.statuses("slurm"))
        .filteredOn(status -> status.equals("FAILED"))
        .hasSizeBetween(2, 3); // both shards may have been on one node
    assertThat(pipeline.digests("slurm")).isEqualTo(pipeline.digests("local"));
  }

  private static Pipeline.Outcome run(Pipeline pipeline, String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(Pipeline.TINY);
    try {
      return pipeline.run(all);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Waits until a process has a running task, and the tool of every running task computes: a job
   * that is killed earlier has no exit code to tell.
   */
  private static Job running(String process, CompletableFuture<?> run) throws Exception {
    while (!run.isDone()) {
      List<Job> jobs =
          slurm("squeue", "-h", "--states=RUNNING", "--format=" + FORMAT).stream()
              .map(JOB::matcher)
              .filter(Matcher::matches)
              .map(job -> new Job(job.group(1), job.group(2), job.group(3), Path.of(job.group(4))))
              .toList();
      Optional<Job> wanted = jobs.stream().filter(job -> job.name().contains(process)).findFirst();
      if (wanted.isPresent() && jobs.stream().allMatch(job -> computes(job.work()))) {
        return wanted.get();
      }
    }
    throw new AssertionError("The run ended before " + process + " ran: " + run.get());
  }

  /** Whether a Java program runs in a folder. */
  private static boolean computes(Path work) {
    return ProcessHandle.allProcesses()
        .filter(process -> process.info().command().orElse("").endsWith("/java"))
        .map(process -> Path.of("/proc", Long.toString(process.pid()), "cwd"))
        .anyMatch(folder -> folder.toFile().exists() && isSame(folder, work));
  }

  private static boolean isSame(Path a, Path b) {
    try {
      return Files.isSameFile(a, b);
    } catch (IOException e) {
      return false; // the process has ended
    }
  }

  private static String conf() {
    return cluster.resolve("slurm.conf").toString();
  }

  private static List<String> slurm(String... command) throws Exception {
    return call(Map.of("SLURM_CONF", conf()), command);
  }

  private static List<String> call(String... command) throws Exception {
    return call(Map.of(), command);
  }

  private static List<String> call(Map<String, String> environment, String... command)
      throws Exception {
    Path log = Files.createTempFile(folder, "call", ".log");
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(environment);
    Process process = builder.redirectOutput(log.toFile()).start();
    int exit = Patience.await(process, Duration.ofMinutes(1), command[0], log);
    List<String> lines = Files.readAllLines(log, StandardCharsets.UTF_8);
    Files.delete(log);
    assertThat(exit).as(String.join("\n", lines)).isZero();
    return lines;
  }

  private static boolean isInstalled(String program) {
    List<Path> places = new ArrayList<>(List.of(Path.of("/usr/sbin")));
    Pattern.compile(":").splitAsStream(System.getenv("PATH")).map(Path::of).forEach(places::add);
    return places.stream().anyMatch(place -> Files.isExecutable(place.resolve(program)));
  }
}
