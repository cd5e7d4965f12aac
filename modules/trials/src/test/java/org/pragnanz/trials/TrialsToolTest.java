package org.pragnanz.trials;

import static org.assertj.core.api.Assertions.assertThat;

import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.JacksonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.data.Catalog;
import org.pragnanz.data.Pools;
import org.pragnanz.data.Unit;
import org.pragnanz.files.Checksums;
import org.pragnanz.image.Images;
import org.pragnanz.image.RgbImage;
import org.pragnanz.random.Draws;
import org.pragnanz.testing.SmallPools;
import org.pragnanz.testing.ToolRun;
import org.pragnanz.trial.Contrast;
import org.pragnanz.trial.Kind;
import org.pragnanz.trial.Matching;
import org.pragnanz.trial.Targets;
import org.pragnanz.trial.Trial;
import org.pragnanz.trial.TrialKey;
import org.pragnanz.trial.TrialSet;

class TrialsToolTest {
  private static final String SYNSET = "n04398044";
  private static final int STRONG = 14;
  private static final int WEAK = 12;

  @TempDir Path dir;
  private String err = "";

  /** One unit in two bases; strong images are reddish, weak ones bluish. */
  @BeforeEach
  void makeAStudy() throws IOException {
    List<String> strong = images("strong", STRONG);
    List<String> weak = images("weak", WEAK);
    List<Catalog.Entry> entries = new ArrayList<>();
    for (String image : Stream.concat(strong.stream(), weak.stream()).toList()) {
      Path file = dir.resolve("images").resolve(image);
      Images.writePng(
          file, plain(image.contains("strong") ? 200 : 20, (entries.size() + 1) * 9, 120));
      entries.add(new Catalog.Entry(image, SYNSET, 40, 30, Checksums.sha256(file)));
    }
    Catalog.write(dir.resolve("catalog.csv"), entries);
    Map<Pools.Key, Pools.Pool> pools = new TreeMap<>();
    Matching matching = new Matching(STRONG, new TreeMap<>(), new TreeMap<>());
    for (String basis : List.of("craft", "neuron")) {
      Pools.Key key = new Pools.Key(new Unit("features.3.expand1x1", 7), basis);
      Pools.Pool pool = SmallPools.pool(strong, weak);
      pools.put(key, pool);
      for (int trial = 0; trial < 4; trial++) {
        Targets targets =
            Targets.draw(1, Kind.MAIN, key, trial, pool.top(), new Targets.Rule(9, STRONG));
        TrialKey of = new TrialKey(key, trial);
        matching.targets().put(of, targets);
        matching
            .contrasts()
            .put(of, Contrast.draw(Draws.generator(1, "test", trial), targets, weak).orElseThrow());
      }
    }
    Pools.write(dir.resolve("pools.csv"), pools);
    matching.write(dir.resolve("matching"));
  }

  private static List<String> images(String name, int n) {
    return IntStream.range(0, n).mapToObj(i -> SYNSET + "/" + name + i + ".png").toList();
  }

  private static RgbImage plain(int red, int green, int blue) {
    byte[] pixels = new byte[3 * 40 * 30];
    for (int i = 0; i < pixels.length; i += 3) {
      pixels[i] = (byte) red;
      pixels[i + 1] = (byte) green;
      pixels[i + 2] = (byte) blue;
    }
    return new RgbImage(40, 30, pixels);
  }

  private int trials(String out, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "trials",
                "--catalog",
                dir.resolve("catalog.csv").toString(),
                "--pools",
                dir.resolve("pools.csv").toString(),
                "--matching",
                dir.resolve("matching").toString(),
                "--out",
                dir.resolve(out).toString(),
                "--model",
                "squeezenet1_1",
                "--experiment",
                "exp1",
                "--seed",
                "1"));
    args.addAll(List.of(more));
    ToolRun run = ToolRun.of(args);
    err = run.said();
    return run.code();
  }

  @Test
  void writesTrialsThatFitTheirSchema() throws IOException {
    assertThat(trials("out")).as(err).isZero();
    Path schema = Path.of(System.getProperty("pragnanz.root"), "assets", "trials.schema.json");
    String json = Files.readString(dir.resolve("out/trials.json"));
    assertThat(errors(Files.readString(schema), json)).isEmpty();
    assertThat(errors(Files.readString(schema), json.replace("\"catch\"", "\"caught\"")))
        .isNotEmpty();
    assertThat(json).doesNotContain(dir.toString());
  }

  private static List<dev.harrel.jsonschema.Error> errors(String schema, String json) {
    Validator validator =
        new ValidatorFactory().withJsonNodeFactory(new JacksonNode.Factory()).createValidator();
    return validator.validate(validator.registerSchema(schema), json).getErrors();
  }

  @Test
  void savesEachImageOnceAsTheNetworkSeesIt() throws Exception {
    assertThat(trials("out")).as(err).isZero();
    TrialSet set = TrialSet.read(dir.resolve("out"));
    assertThat(set.trials().stream().flatMap(Trial::images).distinct())
        .containsExactlyInAnyOrderElementsOf(set.images().keySet());
    try (Stream<Path> files = Files.list(dir.resolve("out/images"))) {
      assertThat(files).hasSize(set.images().size());
    }
    for (TrialSet.Shown shown : set.images().values()) {
      assertThat(shown.synset()).isEqualTo(SYNSET);
      // The label must not be told by the file's name.
      assertThat(shown.file()).doesNotContain(SYNSET).matches("images/[0-9a-f]{16}\\.jpg");
      RgbImage image = Images.read(dir.resolve("out").resolve(shown.file()));
      assertThat(List.of(image.width(), image.height())).containsExactly(224, 224);
    }
    RgbImage image =
        Images.read(dir.resolve("out").resolve(set.images().get(SYNSET + "/strong3.png").file()));
    assertThat(Byte.toUnsignedInt(image.pixels()[0])).isBetween(197, 203);
    assertThat(Byte.toUnsignedInt(image.pixels()[1])).isBetween(33, 39);
  }

  @Test
  void writesTheSameBytesForAnyNumberOfThreads() throws IOException {
    assertThat(trials("one", "--threads", "1")).as(err).isZero();
    assertThat(trials("three", "--threads", "3")).as(err).isZero();
    List<Path> one = files("one");
    assertThat(files("three")).isEqualTo(one).hasSizeGreaterThan(20);
    for (Path file : one) {
      assertThat(dir.resolve("three").resolve(file))
          .hasSameBinaryContentAs(dir.resolve("one").resolve(file));
    }
  }

  private List<Path> files(String out) throws IOException {
    try (Stream<Path> files = Files.walk(dir.resolve(out))) {
      return files.filter(Files::isRegularFile).map(dir.resolve(out)::relativize).sorted().toList();
    }
  }

  @Test
  void drawsASheetOfEachUnitInEachBasis() throws Exception {
    assertThat(trials("out", "--sheet-trials", "2")).as(err).isZero();
    try (Stream<Path> sheets = Files.list(dir.resolve("out/sheets"))) {
      assertThat(sheets)
          .extracting(file -> file.getFileName().toString())
          .containsExactlyInAnyOrder(
              "features.3.expand1x1-7-craft.png", "features.3.expand1x1-7-neuron.png");
    }
    RgbImage sheet = Images.read(dir.resolve("out/sheets/features.3.expand1x1-7-neuron.png"));
    // Weak images are bluish, on the left; strong ones reddish, on the right.
    int y = sheet.height() - 60;
    assertThat(colour(sheet, 60, y)[0]).isLessThan(40);
    assertThat(colour(sheet, sheet.width() - 60, y)[0]).isGreaterThan(180);
    assertThat(trials("none", "--sheet-trials", "0")).isZero();
    assertThat(dir.resolve("none/sheets")).doesNotExist();
  }

  private static int[] colour(RgbImage image, int x, int y) {
    int at = 3 * (y * image.width() + x);
    return IntStream.range(at, at + 3).map(i -> Byte.toUnsignedInt(image.pixels()[i])).toArray();
  }

  @Test
  void saysWhichNumberToRaise() {
    assertThat(trials("out", "--easy", "9")).isEqualTo(1);
    assertThat(err)
        .contains("--easy must be greater than the panels")
        .endsWith("matching, 9 images.\n")
        .hasLineCount(1);
    assertThat(dir.resolve("out")).doesNotExist();
  }

  @Test
  void refusesAMatchingOfOtherPools() throws IOException {
    Pools.Key other = new Pools.Key(new Unit("features.3.expand1x1", 8), "craft");
    Pools.write(
        dir.resolve("pools.csv"),
        Map.of(other, SmallPools.pool(images("strong", STRONG), images("weak", WEAK))));
    assertThat(trials("out")).isEqualTo(2);
    assertThat(err)
        .contains("targets.csv, line 2: column 'channel' names features.3.expand1x1-7-craft")
        .hasLineCount(1);
  }

  @Test
  void namesAnImageThatIsGone() throws IOException {
    byte[] bytes = Files.readAllBytes(dir.resolve("images").resolve(SYNSET + "/strong0.png"));
    for (String image : images("strong", STRONG)) {
      Files.write(dir.resolve("images").resolve(image), Arrays.copyOf(bytes, 60));
    }
    assertThat(trials("out")).isEqualTo(2);
    assertThat(err)
        .startsWith(
            "trials: Image '" + SYNSET + "/strong0.png' is not the file that was catalogued");
    assertThat(dir.resolve("out/trials.json")).doesNotExist();
  }
}
