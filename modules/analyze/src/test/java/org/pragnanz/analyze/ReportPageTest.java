package org.pragnanz.analyze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.cli.Main;
import org.pragnanz.data.ActivationStore;
import org.pragnanz.data.StudiedUnit;
import org.pragnanz.files.Npy;
import org.pragnanz.image.Images;
import org.pragnanz.image.RgbImage;
import org.pragnanz.random.Draws;
import org.pragnanz.testing.Patience;
import org.pragnanz.trial.Kind;
import org.pragnanz.trial.Trial;
import org.pragnanz.trial.TrialSet;

/** The report of a study of the paper's size, 80 units in 2 bases, in Chromium. */
@Tag("browser")
class ReportPageTest {
  private static final int IMAGES = 40;

  @TempDir static Path folder;

  private static Optional<Path> chromium = Optional.empty();

  @BeforeAll
  static void report() throws IOException {
    chromium =
        Stream.of(System.getenv("PATH").split(":", -1))
            .flatMap(
                dir ->
                    Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(Path.of(dir)::resolve))
            .filter(Files::isExecutable)
            .findFirst();
    assumeTrue(chromium.isPresent(), "there is no Chromium on the path");
    SyntheticStudy study = SyntheticStudy.paperLike("exp2", "resnet50", 60, 1);
    study.write(folder.resolve("responses.csv"));
    study.writeUnits(folder.resolve("units.csv"));
    trials(study);
    int code =
        Main.run(
            System.err,
            "analyze",
            "--responses",
            folder + "/responses.csv",
            "--units",
            folder + "/units.csv",
            "--trials",
            folder + "/trials",
            "--maps",
            folder + "/maps",
            "--parameter",
            "seed=1",
            "--out",
            folder + "/out");
    assertThat(code).isZero();
  }

  @Test
  void hasNoViolationThatAxeFinds() throws Exception {
    try (InputStream axe = ReportPageTest.class.getResourceAsStream("/axe.min.js")) {
      Files.write(folder.resolve("out/axe.min.js"), axe.readAllBytes());
    }
    JsonNode found =
        run(
            "<script src=\"axe.min.js\"></script><script>axe.run().then(r => {"
                + "const out = r.violations.map(v => v.id + ': ' + v.nodes[0].html);"
                + "document.body.replaceChildren();"
                + "document.body.textContent = 'RESULT' + JSON.stringify({violations: out, passes: r.passes.length}) + 'END';"
                + "});</script>",
            "--virtual-time-budget=60000");
    assertThat(found.path("passes").asInt()).isGreaterThan(15);
    assertThat(found.path("violations")).isEmpty();
  }

  @Test
  void loadsInUnderTwoSeconds() throws Exception {
    JsonNode times =
        run(
            "<script>addEventListener('load', () => setTimeout(() => {"
                + "const t = performance.getEntriesByType('navigation')[0];"
                + "const n = document.querySelectorAll('.unit').length;"
                + "document.body.textContent = 'RESULT' + JSON.stringify({units: n, ms: t.loadEventEnd}) + 'END';"
                + "}));</script>",
            "--timeout=" + Patience.inAdvance(Duration.ofSeconds(10)).toMillis());
    assertThat(times.path("units").asInt()).isEqualTo(80);
    assertThat(Duration.ofMillis(times.path("ms").asLong()))
        .isPositive()
        .isLessThan(Patience.now(Duration.ofSeconds(2)));
  }

  /** Opens the page with a script at its end that leaves RESULT, JSON and END as its text. */
  private static JsonNode run(String script, String option) throws Exception {
    Path page = folder.resolve("out/checked.html");
    String html = Files.readString(folder.resolve("out/report.html"));
    Files.writeString(page, html.replace("</body>", script + "</body>"));
    Path dumped = folder.resolve("dom.html");
    Process process =
        new ProcessBuilder(
                chromium.orElseThrow().toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-background-networking",
                "--no-first-run",
                "--user-data-dir=" + folder.resolve("profile"),
                "--window-size=1280,900",
                option,
                "--dump-dom",
                page.toUri().toString())
            .redirectOutput(dumped.toFile())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    Patience.await(process, Duration.ofMinutes(2), "Chromium");
    String dom = Files.readString(dumped);
    assertThat(dom).contains("RESULT", "END");
    String json = dom.substring(dom.indexOf("RESULT") + 6, dom.lastIndexOf("END"));
    return new ObjectMapper()
        .readTree(json.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"));
  }

  private static void trials(SyntheticStudy study) throws IOException {
    Map<String, TrialSet.Shown> shown = new TreeMap<>();
    List<String> images = new ArrayList<>();
    for (int i = 0; i < IMAGES; i++) {
      String file = "images/%d.jpg".formatted(i);
      byte[] pixels = new byte[3 * 224 * 224];
      Draws.generator(1, "image", i).nextBytes(pixels);
      Images.writeJpeg(
          folder.resolve("trials").resolve(file), new RgbImage(224, 224, pixels), 0.9f);
      images.add("a/" + i);
      shown.put("a/" + i, new TrialSet.Shown(file, "n00000001"));
    }
    List<Trial> trials = new ArrayList<>();
    for (StudiedUnit unit : study.studied()) {
      for (String basis : List.of("craft", "neuron")) {
        Trial trial =
            new Trial(
                "main-" + unit.unit().id() + "-" + basis,
                Kind.MAIN,
                unit.unit().layer(),
                unit.unit().channel(),
                basis,
                0,
                images.subList(0, 9),
                images.subList(9, 18),
                images.subList(18, 20),
                0);
        trials.add(trial);
        maps(trial, images.subList(0, 20));
      }
    }
    new TrialSet("exp2", "resnet50", 1, new TrialSet.Parameters(9, 20, 20, 0, 0), shown, trials)
        .write(folder.resolve("trials"));
  }

  private static void maps(Trial trial, List<String> images) throws IOException {
    Path maps = folder.resolve("maps");
    float[] values = new float[images.size() * 49];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 7;
    }
    Npy.write(ActivationStore.array(maps, trial.key().id()), values, images.size(), 49, 1);
    ActivationStore.writeImages(maps, trial.key().id(), images);
  }
}
