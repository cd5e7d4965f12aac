package org.pragnanz.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.testing.ToolRun;

/** Each fault as a user reads it. */
class CheckToolTest {
  private static final Path ROOT =
      Path.of(System.getProperty("pragnanz.root", "../..")).toAbsolutePath().normalize();

  @TempDir Path folder;

  @Test
  void unknownNamesAndWrongValuesAreNamedAtOnce() throws Exception {
    assertThat(
            faults(
                """
                {"model": "phantom", "unit-cuont": 5, "unitCuont": 5, "xylophone": 5, "top": "many",
                 "lapse": 1.5, "device": "gpu", "rows": "pixels", "language": true}"""))
        .containsExactlyInAnyOrder(
            "There is no parameter --unit-cuont; did you mean --unit_count?",
            "There is no parameter --xylophone; --help lists them.",
            "--top must be a whole number, not 'many'.",
            "--lapse must be at most 1, not '1.5'.",
            "--device must look like cpu or cuda:0, not 'gpu'.",
            "--rows must be one of crops, positions, images, not 'pixels'.",
            "--language needs a value.");
  }

  @Test
  void parametersThatDoNotFitTogetherAreNamedAtOnce() throws Exception {
    assertThat(
            faults(
                """
                {"model": "phantom", "top": 300, "strongest": 301, "from": 40, "easy": 9,
                 "rows": "images", "rows_precision": "bfloat16", "classes": "%s", "language": "eo",
                 "observer_weights": "%s"}"""
                    .formatted(write("classes.txt", ""), write("w.pth", ""))))
        .containsExactly(
            "--strongest 301 is more than --top 300; lower it to 300.",
            "--easy 9 is too few for a panel of 9 and a query; raise it to 10.",
            "--rows_precision bfloat16 goes with --rows crops or positions; images pass in float32.",
            "--classes goes with --logit label.",
            "--language: the page has no texts in 'eo'; give them with --page (lang/eo.json).",
            "--observer_weights needs --observer_model to say whose they are.");
  }

  @Test
  void whatCannotBeReadOrRunIsNamed() throws Exception {
    Path archive = write("val.tar", "");
    assertThat(
            faults(
                """
                {"model": "resnet50", "images": "%s", "max_memory": "1500 MB"}"""
                    .formatted(archive)))
        .containsExactly(
            "--images: %s is neither a folder nor a table of images (.csv); give the folder that the images lie in."
                .formatted(archive),
            "--max_memory 1500 MB is too little: most tasks need 2 GB.");
    assertThat(
            faults(
                """
                {"model": "resnet50", "images": "https://example.org/val", "labels": "~/labels.csv"}"""))
        .containsExactly(
            "--labels: there is no file ~/labels.csv: a shell makes a home folder of ~ only where it"
                + " stands first in a word and is not quoted; write $HOME instead.",
            "--images: https://example.org/val is neither a folder nor a table of images (.csv); give the folder that the images lie in.");
  }

  @Test
  void withoutImagesItSaysWhatToGive() throws Exception {
    assertThat(faults("{\"model\": \"resnet50\"}"))
        .containsExactly(
            "Say which images to use: --images FOLDER; or try -profile demo, which makes its own.");
  }

  @Test
  void aPageMayBringALanguage() throws Exception {
    write("page/lang/eo.json", "{}");
    assertThat(
            faults(
                """
                {"model": "phantom", "language": "eo", "page": "%s", "phantom_images": 2900}"""
                    .formatted(folder.resolve("page"))))
        .isEmpty();
  }

  @Test
  void poolsThatAreTooLargeComeDownWithAllThatIsDrawnFromThem() throws Exception {
    assertThat(faults("{\"model\": \"phantom\", \"phantom_images\": 290, \"weakest\": 100}"))
        .containsExactly(
            "--top 2500 and --bottom 400 need 2900 images, but --phantom_images is 290; lower --top to 250,"
                + " --strongest to 250, --bottom to 40 and --weakest to 40.");
    assertThat(faults("{\"model\": \"phantom\", \"phantom_images\": 2899}"))
        .containsExactly(
            "--top 2500 and --bottom 400 need 2900 images, but --phantom_images is 2899; lower --top to 2499.");
  }

  @Test
  void imagesAreCountedWithoutHiddenFiles() throws Exception {
    for (int i = 0; i < 3; i++) {
      write("images/n0/" + i + ".jpg", "");
      write("images/.cache/" + i + ".jpg", "");
    }
    assertThat(faults("{\"images\": \"%s\"}".formatted(folder.resolve("images"))))
        .containsExactly(
            "--top 2500 and --bottom 400 need 2900 images, but --images holds 3; lower --top to 2,"
                + " --strongest to 2, --from to 2, --easy to 2 and --bottom to 1.");
    Files.createDirectories(folder.resolve("none"));
    assertThat(faults("{\"images\": \"%s\"}".formatted(folder.resolve("none"))))
        .containsExactly("--images: %s holds no files.".formatted(folder.resolve("none")));
  }

  @Test
  void aLinkThatLeadsBackIsNamed() throws Exception {
    write("images/a.jpg", "");
    Path link = Files.createSymbolicLink(folder.resolve("images/z"), folder.resolve("images"));
    assertThat(faults("{\"images\": \"%s\"}".formatted(folder.resolve("images"))))
        .singleElement()
        .asString()
        .contains(link.toString())
        .endsWith(
            "cannot be read (FileSystemLoopException); mend it or take it out of the folder.");
  }

  @Test
  void filesAreThereAndOfTheirKind() throws Exception {
    Path table = write("answers.csv", "\uFEFF\"participant\", trial,correct,more\n");
    assertThat(
            faults(
                "{\"model\": \"phantom\", \"phantom_images\": 2900, \"responses\": \"%s\"}"
                    .formatted(table)))
        .isEmpty();
    assertThat(
            faults(
                "{\"model\": \"phantom\", \"phantom_images\": 2900, \"responses\": \"%s\"}"
                    .formatted(folder)))
        .containsExactly(
            "--responses: %s/responses.csv is no table of answers; those have the columns participant, trial and correct."
                .formatted(folder));
    assertThat(
            faults(
                """
                {"model": "phantom", "phantom_images": 2900, "labels": "nowhere.csv", "weights": "%s",
                 "units": "s3://bucket/units.csv"}"""
                    .formatted(folder)))
        .containsExactly(
            "--labels: there is no file nowhere.csv.",
            "--weights: there is no file %s.".formatted(folder));
  }

  @Test
  void aComparisonNeedsFinishedRuns() throws Exception {
    write("one/responses.csv", "");
    write("one/units.csv", "");
    write("two/units.csv", "");
    assertThat(faults("{\"compare\": \"%1$s/one, %1$s/two\"}".formatted(folder)))
        .containsExactly(
            "--compare: %s/two is no finished run, it has no responses.csv.".formatted(folder));
  }

  @Test
  void aReviewTakesThePublishedParametersAndAsksForTheFiles() throws Exception {
    write(
        "run/ro-crate-metadata.json",
        """
        {"@graph": [
          {"@type": "PropertyValue", "name": "model", "value": "phantom"},
          {"@type": "PropertyValue", "name": "phantom_images", "value": "290"},
          {"@type": "PropertyValue", "name": "units", "value": "mine.csv"},
          {"@type": "Thing", "name": "top", "value": "1"}
        ]}
        """);
    Path run = folder.resolve("run");
    assertThat(faults("{\"reference\": \"%s\"}".formatted(run)))
        .containsExactly(
            "--units: %s was made with mine.csv; give it.".formatted(run),
            "--top 2500 and --bottom 400 need 2900 images, but --phantom_images is 290; lower --top to 250,"
                + " --strongest to 250 and --bottom to 40.");
    assertThat(faults("{\"reference\": \"\"}"))
        .containsExactly("--reference: say which published run to repeat, its folder of results.");
    assertThat(faults("{\"reference\": \"%s\"}".formatted(folder)))
        .containsExactly(
            "--reference: %s is no published run, it has no ro-crate-metadata.json."
                .formatted(folder));
  }

  @Test
  void whatIsNoObjectIsBadInput() throws Exception {
    Path array = write("given.json", "[1]");
    ToolRun run = run(array);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.said())
        .isEqualTo("check: %s is no JSON object of parameters by name.\n".formatted(array));
  }

  private Path write(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text, StandardCharsets.UTF_8);
  }

  private static ToolRun run(Path parameters) {
    return ToolRun.of(
        List.of("check", "--project", ROOT.toString(), "--parameters", parameters.toString()));
  }

  /** The faults of parameters, each without the tool's name before it. */
  private List<String> faults(String json) throws IOException {
    ToolRun run = run(write("parameters.json", json));
    List<String> faults = run.said().lines().toList();
    assertThat(run.code()).isEqualTo(faults.isEmpty() ? 0 : 1);
    assertThat(faults).allMatch(fault -> fault.startsWith("check: "));
    return faults.stream().map(fault -> fault.substring("check: ".length())).toList();
  }
}
