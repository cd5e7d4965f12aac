package org.pragnanz.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole study on a small phantom, profile by profile. */
@Tag("end-to-end")
class StudyTest {
  @TempDir static Path folder;

  private static final List<String> EXPERIMENTS = List.of("exp1", "exp2", "exp3");

  private static Pipeline pipeline;

  @BeforeAll
  static void runEveryProfile() throws Exception {
    pipeline = new Pipeline(folder);
    succeed("-profile", "demo");
    for (String profile : EXPERIMENTS) {
      // The demo's shards and threads: all but the trials and what follows them is there already.
      String threads = String.valueOf(Math.min(2, Runtime.getRuntime().availableProcessors()));
      List<String> phantom =
          List.of(
              "--model", "phantom", "--rows", "positions", "--shards", "1", "--threads", threads);
      List<String> arguments = new ArrayList<>(List.of("-profile", profile, "-resume"));
      arguments.addAll(phantom);
      succeed(arguments.toArray(String[]::new));
    }
  }

  @Test
  void theDemoReachesEveryResult() throws Exception {
    for (String file :
        List.of(
            "catalog/catalog.csv",
            "units.csv",
            "elements/elements.csv",
            "matching/targets.csv",
            "matching/contrasts.csv",
            "trials/trials.json",
            "survey/study.json",
            "survey/survey.jzip",
            "survey/site/index.html",
            "observers/label.csv",
            "observers/chance.csv",
            "importance.csv",
            "alignment.csv",
            "recovery.csv",
            "responses.csv",
            "analysis/tests.csv",
            "analysis/report.html")) {
      assertThat(pipeline.result("demo/" + file)).isNotEmptyFile();
    }
    for (String report : List.of("report", "timeline", "trace", "dag", "run")) {
      assertThat(pipeline.reports("demo", report)).hasSize(1);
    }
    assertThat(pipeline.table("demo/catalog/catalog.csv")).hasSize(240);
    assertThat(pipeline.table("demo/units.csv")).hasSize(4);
    assertThat(pipeline.table("demo/responses.csv"))
        .isNotEmpty()
        .allMatch(row -> row.get("simulated").equals("1"));
  }

  @Test
  void everyUnitIsStudiedInBothBases() throws Exception {
    List<CSVRecord> elements = pipeline.table("demo/elements/elements.csv");

    Set<String> units =
        pipeline.table("demo/units.csv").stream().map(StudyTest::unit).collect(Collectors.toSet());
    for (String basis : List.of("neuron", "craft")) {
      assertThat(elements)
          .filteredOn(row -> row.get("basis").equals(basis))
          .extracting(StudyTest::unit)
          .containsExactlyInAnyOrderElementsOf(units);
    }
  }

  @Test
  void resumingRepeatsNothing() throws Exception {
    succeed("-profile", "demo", "-resume", "--outdir", "results/again");

    assertThat(pipeline.statuses("again")).isNotEmpty().containsOnly("CACHED");
    assertThat(pipeline.digests("again")).isEqualTo(pipeline.digests("demo"));
  }

  @Test
  void resultsDoNotDependOnShards() throws Exception {
    succeed("-profile", "demo", "-resume", "--shards", "3", "--outdir", "results/shards");

    assertThat(pipeline.digests("shards")).isEqualTo(pipeline.digests("demo"));
  }

  @Test
  void onlyTheObserverThatLooksDependsOnItsSites() throws Exception {
    succeed(
        "-profile",
        "demo",
        "-resume",
        "--observer_sites",
        "random,detectors",
        "--outdir",
        "results/sites");

    assertThat(pipeline.tasks("sites", "COMPLETED"))
        .contains("EMBED (1/1)", "OBSERVE (perceptual)")
        .doesNotContain("OBSERVE (label)", "OBSERVE (chance)")
        .allMatch(task -> task.matches("(EMBED|OBSERVE|ANALYZE|RECORD).*"));
  }

  @Test
  void theExperimentsRunAndRepeatNothingThatTheyShare() throws Exception {
    for (String profile : EXPERIMENTS) {
      assertThat(pipeline.result(profile + "/analysis/report.html")).isNotEmptyFile();
      assertThat(pipeline.table(profile + "/responses.csv"))
          .isNotEmpty()
          .allMatch(row -> row.get("experiment").equals(profile));
      // What comes before the contrast images is the demo's; MATCH and what follows it are new.
      assertThat(pipeline.statuses(profile)).filteredOn("CACHED"::equals).hasSizeBetween(12, 17);
    }
  }

  @Test
  void givenResponsesReplaceTheObserver() throws Exception {
    Path label = pipeline.result("demo/observers/label.csv");
    // As export writes them.
    Path answers = Files.createDirectories(folder.resolve("answers"));
    Files.copy(label, answers.resolve("responses.csv"));
    Files.writeString(
        answers.resolve("sessions.csv"),
        "experiment,model,participant,basis,state,answers\ndemo,phantom,p0099,craft,failed,9\n");

    succeed(
        "-profile",
        "demo",
        "-resume",
        "--responses",
        answers.toString(),
        "--outdir",
        "results/people");

    assertThat(pipeline.result("people/responses.csv")).hasSameBinaryContentAs(label);
    // The analysis and the record of it.
    assertThat(pipeline.statuses("people")).filteredOn("COMPLETED"::equals).hasSize(2);
    assertThat(pipeline.table("people/analysis/excluded.csv"))
        .extracting(row -> row.get("participant"))
        .contains("p0099");
  }

  @Test
  void finishedRunsAreComparedWithoutComputingThemAgain() throws Exception {
    succeed("--compare", "results/exp1,results/exp2", "--outdir", "results/both");

    assertThat(pipeline.statuses("both")).containsExactly("COMPLETED", "COMPLETED");
    assertThat(pipeline.result("both/analysis/report.html")).isNotEmptyFile();
  }

  private static void succeed(String... arguments) throws Exception {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.addAll(Pipeline.TINY);
    Pipeline.Outcome outcome = pipeline.run(all);
    assertThat(outcome.exit()).as(String.join("\n", outcome.lines())).isZero();
  }

  private static String unit(CSVRecord row) {
    return row.get("layer") + " " + row.get("channel");
  }
}
