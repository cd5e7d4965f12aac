package org.pragnanz.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Parameters as they are completed. */
class StudyTest {
  private static final Path SCHEMA =
      Path.of(System.getProperty("pragnanz.root", "../.."), "nextflow_schema.json");

  @TempDir Path folder;

  @Test
  void textsBecomeWhatTheSchemaWants() throws Exception {
    Study study =
        study(
            """
            {"experiment": 2012, "tolerance": "1e-5", "lapse": 0.10, "seed": "3000000000", "confidence": "true",
             "top": "many", "model": null}""");
    assertThat(study.text("experiment")).isEqualTo("2012");
    assertThat(study.values().get("experiment").isTextual()).isTrue();
    assertThat(study.toJson().get("tolerance")).hasToString("0.00001");
    assertThat(study.text("lapse")).isEqualTo("0.1");
    assertThat(study.number("seed")).isEqualTo(3_000_000_000L);
    assertThat(study.values().get("confidence").isBoolean()).isTrue();
    assertThat(study.text("top")).isEqualTo("many");
    assertThat(study.text("model")).isEqualTo("resnet50");
    assertThat(study.values().get("bucket").isNull()).isTrue();
  }

  @Test
  void contrastImagesAreDrawnFromFewWhereTheyNeedNotMatch() throws Exception {
    assertThat(study("{\"contrast\": \"weakest\"}").number("weakest")).isEqualTo(20);
    assertThat(study("{\"contrast\": \"weakest\", \"bottom\": 15}").number("weakest"))
        .isEqualTo(15);
    assertThat(study("{\"bottom\": 300}").number("weakest")).isEqualTo(300);
    assertThat(study("{\"weakest\": 30}").number("weakest")).isEqualTo(30);
  }

  /** What the work folder of a run with these parameters held at its end: 258 MiB. */
  @Test
  void theWorkFolderIsPredicted() throws Exception {
    String units =
        """
        layer,channel
        layer1.2.bn1,59
        layer2.1.bn2,97
        layer2.2.bn1,7
        layer2.3.bn1,30
        layer3.0.bn2,11
        layer3.2.bn1,5
        layer3.5.bn1,88
        layer4.2.bn1,419
        """;
    Path table = Files.writeString(folder.resolve("units.csv"), units);
    Path images = Files.createDirectories(folder.resolve("images"));
    for (int i = 0; i < 300; i++) {
      Files.createFile(images.resolve(i + ".jpeg"));
    }
    Study study =
        study(
            """
            {"model": "resnet50_v1", "units": "%s", "images": "%s", "contrast": "weakest",
             "top": 60, "bottom": 60, "strongest": 40, "from": 60, "trials_per_unit": 5}"""
                .formatted(table, images));
    assertThat(WorkFolder.bytes(study)).isBetween(258L << 19, 258L << 21);
    assertThat(WorkFolder.bytes(study("{\"images\": \"s3://bucket/images\"}"))).isNull();
    assertThat(WorkFolder.bytes(study("{\"compare\": \"a,b\"}"))).isNull();
  }

  private static Study study(String json) throws Exception {
    Schema schema = Schema.read(SCHEMA);
    return Study.of(schema, Given.of(schema, Json.MAPPER.readTree(json)));
  }
}
