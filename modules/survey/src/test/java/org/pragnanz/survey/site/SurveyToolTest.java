package org.pragnanz.survey.site;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.image.Images;
import org.pragnanz.image.RgbImage;
import org.pragnanz.survey.Side;
import org.pragnanz.survey.Study;
import org.pragnanz.survey.SurveyTrial;
import org.pragnanz.testing.SmallTrials;
import org.pragnanz.testing.ToolRun;
import org.pragnanz.trial.TrialSet;

class SurveyToolTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir Path dir;
  private TrialSet set;
  private String err = "";

  /** Six units of two trials in two bases; every picture of another content. */
  @BeforeEach
  void makeTrials() throws IOException {
    set = SmallTrials.set(SmallTrials.study(6, 2, SmallTrials.TEAPOT));
    Path trials = Files.createDirectories(dir.resolve("trials"));
    set.write(trials);
    int shade = 0;
    for (TrialSet.Shown shown : set.images().values()) {
      shade += 11;
      byte[] pixels = new byte[3 * 16 * 16];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = (byte) (shade + i * shade / 64);
      }
      Path file = trials.resolve(shown.file());
      Files.createDirectories(file.getParent());
      Images.writeJpeg(file, new RgbImage(16, 16, pixels), 0.9f);
    }
  }

  private int survey(String out, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "survey", "--trials", dir.resolve("trials").toString(), "--session-units", "4"));
    args.addAll(List.of("--out", dir.resolve(out).toString()));
    args.addAll(List.of(more));
    ToolRun run = ToolRun.of(args);
    err = run.said();
    return run.code();
  }

  private static List<String> images(SurveyTrial trial) {
    return Stream.of(trial.contrasts(), trial.queries(), trial.references())
        .flatMap(List::stream)
        .toList();
  }

  @Test
  void namesAndSizesOfPicturesTellNothing() throws Exception {
    assertThat(survey("out")).as(err).isZero();
    Path folder = dir.resolve("out/site/images");
    Set<String> names = new HashSet<>();
    List<SurveyTrial> trials = Study.read(dir.resolve("out")).trials();
    for (int i = 0; i < trials.size(); i++) {
      List<String> own = images(trials.get(i));
      Set<Long> sizes = new HashSet<>();
      List<String> sources = set.trials().get(i).images().toList();
      for (int j = 0; j < own.size(); j++) {
        assertThat(own.get(j)).matches("[0-9a-f]{16}");
        assertThat(names.add(own.get(j))).as("a name given twice").isTrue();
        Path file = folder.resolve(own.get(j) + ".jpg");
        sizes.add(Files.size(file));
        Path source = dir.resolve("trials").resolve(set.images().get(sources.get(j)).file());
        assertThat(Images.read(file).pixels()).isEqualTo(Images.read(source).pixels());
      }
      assertThat(sizes).as("sizes of one trial's files").hasSize(1);
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).hasSize(names.size());
    }
  }

  @Test
  void nothingThatABrowserGetsNamesATrialOrItsBasis() throws Exception {
    assertThat(survey("out")).as(err).isZero();
    Study study = Study.read(dir.resolve("out"));
    try (Stream<Path> files = Files.walk(dir.resolve("out/site"))) {
      for (Path file :
          files.filter(f -> f.toString().matches(".*(sessions/.*|config)[.]js")).toList()) {
        String text = Files.readString(file);
        for (SurveyTrial trial : study.trials()) {
          assertThat(text).doesNotContain(trial.id(), trial.key(), "craft", "neuron", "catch");
        }
      }
    }
    assertThat(dir.resolve("out/site/study.json")).doesNotExist();
  }

  @Test
  void sessionFilesJudgeThePracticeAndNothingElse() throws Exception {
    assertThat(survey("out")).as(err).isZero();
    Study study = Study.read(dir.resolve("out"));
    Map<String, SurveyTrial> trials = study.byKey();
    for (int number = 1; number <= study.plans().size(); number++) {
      String text = Files.readString(dir.resolve("out/site/sessions/" + number + ".js"));
      assertThat(text).startsWith("window.PRAGNANZ_SESSION({").endsWith("});\n");
      JsonNode plan = JSON.readTree(text.substring(text.indexOf('{'), text.lastIndexOf(')')));
      assertThat(plan.get("session").asText()).isEqualTo(Integer.toString(number));
      assertThat(plan.get("practice")).hasSize(2);
      assertThat(plan.get("main")).hasSize(4 + 2);
      for (int i = 0; i < 2; i++) {
        JsonNode shown = plan.get("practice").get(i);
        Side side = trials.get(study.plan(number).practice().get(i)).side();
        String salt = shown.get("salt").asText();
        assertThat(SessionFiles.check(salt, side)).isEqualTo(shown.get("check").asText());
        assertThat(SessionFiles.check(salt, side == Side.LEFT ? Side.RIGHT : Side.LEFT))
            .isNotEqualTo(shown.get("check").asText());
      }
      for (JsonNode shown : plan.get("main")) {
        assertThat(shown.fieldNames())
            .toIterable()
            .containsExactly("index", "references", "contrasts", "queries");
      }
    }
  }

  @Test
  void hashesAsThePublishedVectorsOfFnvSay() {
    // Landon Curt Noll's test vectors of FNV-1a, 32 bit.
    assertThat(SessionFiles.fnv1a("")).isEqualTo("811c9dc5");
    assertThat(SessionFiles.fnv1a("a")).isEqualTo("e40c292c");
    assertThat(SessionFiles.fnv1a("foobar")).isEqualTo("bf9cf968");
  }

  @Test
  void theArchiveHoldsTheSiteAndWhatJatosAsksFor() throws Exception {
    assertThat(survey("out")).as(err).isZero();
    Study study = Study.read(dir.resolve("out"));
    Path site = dir.resolve("out/site");
    try (ZipFile zip = new ZipFile(dir.resolve("out/survey.jzip").toFile())) {
      List<String> entries = zip.stream().map(ZipEntry::getName).toList();
      // JATOS takes an archive of one .jas file and one folder beside it.
      List<String> top = entries.stream().map(e -> e.replaceFirst("/.*", "/")).distinct().toList();
      assertThat(top).hasSize(2);
      String folder = top.get(1);
      assertThat(top.get(0)).isEqualTo(folder.replace("/", ".jas"));
      JsonNode jas = JSON.readTree(zip.getInputStream(zip.getEntry(top.get(0))));
      assertThat(jas.get("version").asText()).isEqualTo("3");
      assertThat(jas.at("/data/dirName").asText() + "/").isEqualTo(folder);
      assertThat(jas.at("/data/componentList/0/htmlFilePath").asText()).isEqualTo("index.html");
      assertThat(jas.at("/data/batchList")).hasSize(1);
      assertThat(jas.findValuesAsText("uuid")).doesNotHaveDuplicates().hasSize(3);
      assertThat(JSON.readTree(jas.at("/data/jsonData").asText()).has("completionUrl")).isTrue();
      for (String entry : entries.subList(2, entries.size())) {
        byte[] content = zip.getInputStream(zip.getEntry(entry)).readAllBytes();
        Path file = site.resolve(entry.substring(folder.length()));
        if (file.endsWith("config.js")) {
          assertThat(new String(content, UTF_8))
              .isEqualTo(study.config(Study.Mode.JATOS))
              .contains("\"mode\":\"jatos\"");
        } else {
          assertThat(content).isEqualTo(Files.readAllBytes(file));
        }
      }
      try (Stream<Path> files = Files.walk(site)) {
        assertThat(files.filter(Files::isRegularFile)).hasSize(entries.size() - 2);
      }
    }
  }

  @Test
  void writesTheSameBytesAgain() throws Exception {
    assertThat(survey("one")).as(err).isZero();
    assertThat(survey("two", "--threads", "1")).as(err).isZero();
    for (String file : List.of("study.json", "survey.jzip", "site/config.js", "site/texts.js")) {
      assertThat(dir.resolve("two").resolve(file))
          .hasSameBinaryContentAs(dir.resolve("one").resolve(file));
    }
  }

  @Test
  void filesOfTheUserTakeThePlaceOfThePages() throws Exception {
    Path with = Files.createDirectories(dir.resolve("with/lang"));
    Files.copy(
        Path.of(System.getProperty("pragnanz.root"), "assets/survey/site/lang/en.json"),
        with.resolve("fr.json"));
    Files.writeString(dir.resolve("with/consent.fr.html"), "<p>J'accepte.</p>");
    assertThat(survey("out", "--page", dir.resolve("with").toString(), "--language", "fr"))
        .as(err)
        .isZero();
    assertThat(Study.read(dir.resolve("out")).settings().languages())
        .startsWith("fr")
        .contains("en", "de");
    String texts = Files.readString(dir.resolve("out/site/texts.js"));
    JsonNode french =
        JSON.readTree(texts.substring(texts.indexOf('{'), texts.lastIndexOf(';'))).get("fr");
    assertThat(french.get("consent").asText()).isEqualTo("<p>J'accepte.</p>");
    // printf "<p>J'accepte.</p>" | sha256sum
    assertThat(french.get("consentVersion").asText()).isEqualTo("4f53cbd875b7be8c");
  }

  @Test
  void saysWhatIsWrongAndWritesNothing() throws Exception {
    assertThat(survey("out", "--language", "fr")).isEqualTo(2);
    assertThat(err)
        .isEqualTo("survey: There are no texts in the language 'fr'; there are: de, en.\n");
    Files.delete(dir.resolve("trials").resolve(set.images().values().iterator().next().file()));
    assertThat(survey("out")).isEqualTo(2);
    assertThat(err).contains("is missing, which a trial shows").hasLineCount(1);
    assertThat(survey("out", "--session-units", "0")).isEqualTo(1);
    assertThat(dir.resolve("out")).doesNotExist();
  }
}
