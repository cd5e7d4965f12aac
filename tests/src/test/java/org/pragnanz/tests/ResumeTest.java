package org.pragnanz.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code -resume} repeats where a parameter has changed: docs/resume.csv, by stubs of the
 * tasks.
 */
@Tag("end-to-end")
class ResumeTest {
  private static final Path TABLE =
      Path.of(System.getProperty("pragnanz.root", ".."), "docs", "resume.csv");

  @TempDir Path folder;

  @Test
  void aParameterRepeatsTheTasksThatDependOnItAndNoOther() throws Exception {
    Pipeline pipeline = new Pipeline(folder);
    repeated(pipeline, List.of());

    Map<String, String> expected = new TreeMap<>();
    Map<String, String> found = new TreeMap<>();
    for (CSVRecord row : Pipeline.rows(TABLE)) {
      String parameter = row.get("parameter");
      expected.put(parameter, row.get("repeated"));
      found.put(parameter, repeated(pipeline, List.of("--" + parameter + "=" + row.get("value"))));
    }
    assertThat(found).hasSizeGreaterThanOrEqualTo(20).isEqualTo(expected);
  }

  /** The names of the stages that a run repeats, in the order of the table. */
  private static String repeated(Pipeline pipeline, List<String> change) throws Exception {
    List<String> arguments = new ArrayList<>(List.of("-profile", "demo", "-stub", "-resume"));
    arguments.addAll(Pipeline.TINY);
    arguments.addAll(change);
    Pipeline.Outcome outcome = pipeline.run(arguments);
    assertThat(outcome.exit()).as(String.join("\n", outcome.lines())).isZero();
    List<String> stages =
        pipeline.trace("demo").stream()
            .filter(task -> task.get("status").equals("COMPLETED"))
            .map(task -> task.get("name").replaceAll(".*:| .*", ""))
            .distinct()
            .sorted()
            .toList();
    return String.join(" ", stages);
  }
}
