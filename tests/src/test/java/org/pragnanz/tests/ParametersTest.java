package org.pragnanz.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.nn.description.Architecture;

/**
 * A wrong command line: one line, exit code 1, and no task. Which lines there are is tested with
 * the tool that says them, check.
 */
@Tag("end-to-end")
class ParametersTest {
  @TempDir Path folder;

  @Test
  void unknownNamesAndWrongValuesAreNamedAtOnce() throws Exception {
    assertThat(
            faults(
                "-profile",
                "demo",
                "--unit_cuont=5",
                "--xylophone=5",
                "--top=many",
                "--lapse=1.5",
                "--device=gpu",
                "--observer_model=resnet5O",
                "--rows=pixels"))
        .containsExactlyInAnyOrder(
            "There is no parameter --unit_cuont; did you mean --unit_count?",
            "There is no parameter --xylophone; --help lists them.",
            "--top must be a whole number, not 'many'.",
            "--lapse must be at most 1, not '1.5'.",
            "--device must look like cpu or cuda:0, not 'gpu'.",
            "--observer_model must be one of %s, not 'resnet5O'."
                .formatted(String.join(", ", Architecture.names())),
            "--rows must be one of crops, positions, images, not 'pixels'.");
  }

  @Test
  void aCloudSaysWhatItNeeds() throws Exception {
    assertThat(faults("-profile", "demo,awsbatch", "--queue=spot"))
        .containsExactly(
            "awsbatch needs --bucket, --region, --container_image; docs/usage.md says what they are.");
  }

  @Test
  void aGpuThatIsNotThereIsMissedBeforeAnyTask() throws Exception {
    assumeFalse(Files.exists(Path.of("/dev/nvidiactl")), "there is a GPU here");

    Pipeline.Outcome outcome = new Pipeline(folder).run(List.of("-profile", "demo,gpu"));

    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.lines())
        .containsExactly(
            "This machine has no GPU that nvidia-smi can see; run without the profile gpu (--device cpu), or where there is one.");
    assertThat(folder.resolve("work")).isEmptyDirectory();
  }

  @Test
  void helpListsParametersWithTheirDefaults() throws Exception {
    Pipeline.Outcome outcome = new Pipeline(folder).run(List.of("--help"));

    assertThat(outcome.exit()).isZero();
    assertThat(String.join("\n", outcome.lines()))
        .contains("Pools of images")
        .containsPattern("--top +Strongest images kept of every unit \\[default 2500\\]");
  }

  /** The lines of a run that is refused before any task. */
  private List<String> faults(String... arguments) throws Exception {
    Pipeline.Outcome outcome = new Pipeline(folder).run(List.of(arguments));

    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(folder.resolve("work")).isEmptyDirectory();
    return outcome.lines();
  }
}
