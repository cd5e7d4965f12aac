package org.pragnanz.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the pipeline runs, by stubs of its tasks: nothing is computed. */
@Tag("end-to-end")
class DryRunTest {
  /** Of the demo. */
  private static final int TASKS = 22;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"v1", "v2"})
  void bothOfNextflowsParsersRunEveryTask(String parser) throws Exception {
    Pipeline pipeline = new Pipeline(folder, Map.of("NXF_SYNTAX_PARSER", parser));

    String said = succeed(pipeline, "demo", "-stub");

    assertThat(said).contains("A dry run: nothing was computed.");
    assertThat(pipeline.trace("demo"))
        .hasSize(TASKS)
        .allMatch(task -> task.get("status").equals("COMPLETED"));
    assertThat(pipeline.result("demo").toFile().list()).containsExactly("pipeline_info");
  }

  /** Nextflow reads it last, after the settings that are made of parameters. */
  @Test
  void parametersOfASitesOwnFileAreUsed() throws Exception {
    Pipeline pipeline = new Pipeline(folder);
    Files.writeString(
        folder.resolve("site.config"),
        """
        params {
            max_memory      = '2100 MB'
            max_time        = '1 h'
            container_image = 'an/image:1'
            outdir          = 'results/elsewhere'
            publish_mode    = 'link'
        }
        """);
    Files.writeString(folder.resolve("nextflow.config"), "params.max_cpus = 1\n");

    succeed(pipeline, "demo", "-stub", "-c", "site.config");

    List<CSVRecord> tasks = pipeline.trace("elsewhere");
    assertThat(tasks).extracting(task -> task.get("cpus")).containsOnly("1");
    assertThat(tasks).extracting(task -> task.get("time")).containsOnly("1h");
    assertThat(tasks).extracting(task -> task.get("memory")).contains("2.1 GB");
    assertThat(tasks).extracting(task -> task.get("container")).containsOnly("an/image:1");
    assertThat(pipeline.result("demo")).doesNotExist();
    assertThat(Files.readString(pipeline.reports("elsewhere", "run").get(0)))
        .contains("\"publish_mode\": \"link\"");
  }

  @Test
  void anInstitutionsProfileIsUsed() throws Exception {
    Pipeline pipeline = new Pipeline(folder);
    Files.writeString(
        folder.resolve("nfcore_custom.config"),
        """
        profiles {
            ours {
                params {
                    config_profile_name = 'Ours'
                    max_time = '30 min'
                }
            }
        }
        """);

    succeed(pipeline, "demo,ours", "-stub", "--custom_config_base=" + folder);

    assertThat(pipeline.trace("demo")).extracting(task -> task.get("time")).containsOnly("30m");
  }

  @Test
  void studiesOfATableShareWhatTheyCan() throws Exception {
    Pipeline pipeline = new Pipeline(folder);
    Files.writeString(
        folder.resolve("studies.csv"), "study,contrast,k\nweakest,weakest,5\nmatched,matched,5\n");

    succeed(pipeline, "demo", "-stub", "--studies=studies.csv");

    assertThat(pipeline.statuses("weakest")).hasSize(TASKS).containsOnly("COMPLETED");
    assertThat(pipeline.statuses("matched")).filteredOn("CACHED"::equals).hasSize(12);
  }

  @Test
  void aStudyOfATableThatCannotBeIsRefusedBeforeAnyBegins() throws Exception {
    Pipeline pipeline = new Pipeline(folder);
    Files.writeString(folder.resolve("studies.csv"), "study,top\ngood,\nbad,many\n");

    Pipeline.Outcome outcome = pipeline.run(List.of("-profile", "demo", "--studies=studies.csv"));

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.lines()).contains("--top must be a whole number, not 'many'.");
    assertThat(folder.resolve("results")).doesNotExist();
  }

  @Test
  void resumingPassesOverWhatWasNoRun() throws Exception {
    Pipeline pipeline = new Pipeline(folder);
    String first = succeed(pipeline, "demo", "-stub");
    assertThat(succeed(pipeline, "demo", "-preview")).contains("Nothing was run");
    assertThat(pipeline.run(List.of("--help")).exit()).isZero();
    assertThat(pipeline.run(List.of("--top=many")).exit()).isEqualTo(1);
    assertThat(pipeline.reports("demo", "trace")).hasSize(1);

    assertThat(first).contains("A dry run");
    succeed(pipeline, "demo", "-stub", "-resume");

    assertThat(pipeline.reports("demo", "trace")).hasSize(2);
    assertThat(pipeline.statuses("demo")).hasSize(TASKS).containsOnly("CACHED");
    assertThat(folder.resolve(".nextflow/reports")).isEmptyDirectory();
  }

  private static String succeed(Pipeline pipeline, String profile, String... more)
      throws Exception {
    List<String> arguments = new ArrayList<>(List.of("-profile", profile));
    arguments.addAll(Pipeline.TINY);
    arguments.addAll(List.of(more));
    Pipeline.Outcome outcome = pipeline.run(arguments);
    assertThat(outcome.exit()).as(String.join("\n", outcome.lines())).isZero();
    return String.join("\n", outcome.lines());
  }
}
