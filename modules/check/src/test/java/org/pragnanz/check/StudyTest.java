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

  /** 3 units at 3 sites of 512 floats, 300 strongest images of 16 crops, 10 trials in two bases. */
  @Test
  void theWorkFolderIsPredicted() throws Exception {
    Path units = Files.writeString(folder.resolve("units.csv"), "layer,channel\na,0\nb,0\nc,1\n");
    Path images = Files.createDirectories(folder.resolve("images"));
    for (int i = 0; i < 7; i++) {
      Files.createFile(images.resolve(i + ".png"));
    }
    Study study = study("{\"units\": \"%s\", \"images\": \"%s\"}".formatted(units, images));
    long site = 2048;
    assertThat(WorkFolder.bytes(study))
        .isEqualTo(
            7 * 3 * site + 3 * 300 * 16 * site + 2 * 3 * (10 * 20 * 20_000L + 2 * 1024 * 1024));
    assertThat(WorkFolder.bytes(study("{\"images\": \"s3://bucket/images\"}"))).isNull();
    assertThat(WorkFolder.bytes(study("{\"compare\": \"a,b\"}"))).isNull();
  }

  private static Study study(String json) throws Exception {
    Schema schema = Schema.read(SCHEMA);
    return Study.of(schema, Given.of(schema, Json.MAPPER.readTree(json)));
  }
}
