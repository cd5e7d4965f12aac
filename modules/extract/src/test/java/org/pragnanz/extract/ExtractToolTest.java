package org.pragnanz.extract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.cli.Main;
import org.pragnanz.data.ActivationStore;
import org.pragnanz.data.Catalog;
import org.pragnanz.data.Pools;
import org.pragnanz.data.Pools.Pool;
import org.pragnanz.data.Pools.Ranked;
import org.pragnanz.data.Unit;
import org.pragnanz.files.Checksums;
import org.pragnanz.files.Safetensors;
import org.pragnanz.image.Images;
import org.pragnanz.image.RgbImage;
import org.pragnanz.nn.description.Architecture;
import org.pragnanz.testing.FormulaWeights;
import org.pragnanz.testing.SharedData;

/** On eleven generated pictures and SqueezeNet with weights from a formula. */
class ExtractToolTest {
  private static final String MODEL = "squeezenet1_1";
  private static final List<String> SITES = List.of("features.3.squeeze", "features.9.expand1x1");
  private static final List<String> IMAGES =
      IntStream.range(0, 11).mapToObj("picture%02d.png"::formatted).toList();

  @TempDir static Path study;
  @TempDir Path folder;
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  @BeforeAll
  static void prepare() throws IOException {
    Safetensors.write(
        study.resolve("weights.safetensors"), FormulaWeights.of(Architecture.named(MODEL)));
    List<Catalog.Entry> entries = new ArrayList<>();
    for (int i = 0; i < IMAGES.size(); i++) {
      byte[] pixels = new byte[3 * 60 * 50];
      new Random(i).nextBytes(pixels);
      Path image = study.resolve("images").resolve(IMAGES.get(i));
      Images.writePng(image, new RgbImage(60, 50, pixels));
      entries.add(new Catalog.Entry(IMAGES.get(i), "", 60, 50, Checksums.sha256(image)));
    }
    Catalog.write(study.resolve("catalog.csv"), entries);
    Files.writeString(
        study.resolve("units.csv"),
        "layer,channel\nfeatures.3.squeeze,5\nfeatures.9.expand1x1,100\n");
    // The first unit wants pictures 0 to 3, the second 3 and 4.
    Pools.write(
        study.resolve("pools.csv"),
        Map.of(
            new Pools.Key(new Unit(SITES.get(0), 5), "neuron"), pool(0, 1, 2, 3),
            new Pools.Key(new Unit(SITES.get(1), 100), "neuron"), pool(4, 3, 9, 10)));
  }

  private static Pool pool(int... images) {
    return new Pool(
        IntStream.of(images).mapToObj(i -> new Ranked(IMAGES.get(i), 1.0)).toList(), List.of());
  }

  @Test
  void givesTheSameBytesHoweverImagesAreCutIntoShards() throws Exception {
    assertThat(extract("whole")).isZero();
    for (String shard : List.of("1/3", "2/3", "3/3")) {
      assertThat(extract("part" + shard.charAt(0), "--shard", shard)).isZero();
    }
    for (String site : SITES) {
      Map<String, float[]> whole = read(site, "whole");
      assertThat(whole.keySet()).containsExactlyElementsOf(IMAGES);
      Map<String, float[]> joined = read(site, "part1", "part2", "part3");
      assertThat(joined.keySet()).isEqualTo(whole.keySet());
      joined.forEach((image, values) -> assertThat(values).as(image).isEqualTo(whole.get(image)));
    }
  }

  @Test
  void leavesNothingButTheSitesFiles() throws Exception {
    assertThat(extract("out")).isZero();
    try (Stream<Path> files = Files.list(folder.resolve("out"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "checksums.sha256",
              "features.3.squeeze.npy",
              "features.3.squeeze.csv",
              "features.9.expand1x1.npy",
              "features.9.expand1x1.csv");
    }
  }

  @Test
  void keepsAPositionPerRowWhoseMeanIsTheImagesActivation() throws Exception {
    assertThat(extract("whole")).isZero();
    assertThat(second("positions", "positions", "4", "1/1")).isZero();
    Map<String, float[]> means = read(SITES.get(1), "whole");
    Map<String, float[]> positions = read(SITES.get(1), "positions");
    assertThat(positions.keySet())
        .containsExactly(IMAGES.get(3), IMAGES.get(4), IMAGES.get(9), IMAGES.get(10));
    positions.forEach(
        (image, values) -> {
          int channels = means.get(image).length;
          int rows = values.length / channels;
          double sum = 0;
          for (int r = 0; r < rows; r++) {
            sum += values[r * channels + 100];
          }
          assertThat((float) (sum / rows)).isCloseTo(means.get(image)[100], within(1e-5f));
        });
  }

  @Test
  void readsCropsOutOnlyAtTheSitesThatWantTheImageWhateverTheShard() throws Exception {
    assertThat(second("crops", "crops", "2", "1/1")).isZero();
    assertThat(second("crops", "crops1", "2", "1/2")).isZero();
    assertThat(second("crops", "crops2", "2", "2/2")).isZero();
    assertThat(read(SITES.get(0), "crops").keySet()).containsExactly(IMAGES.get(0), IMAGES.get(1));
    assertThat(read(SITES.get(1), "crops").keySet()).containsExactly(IMAGES.get(3), IMAGES.get(4));
    for (String site : SITES) {
      Map<String, float[]> joined = read(site, "crops1", "crops2");
      read(site, "crops")
          .forEach((image, values) -> assertThat(values).isEqualTo(joined.get(image)));
    }
    try (ActivationStore store =
        ActivationStore.open(List.of(folder.resolve("crops")), SITES.get(1))) {
      assertThat(List.of(store.rows(), store.channels())).containsExactly(16, 192);
    }
  }

  @Test
  void fewerDigitsGiveNearlyTheSameNumbers() throws Exception {
    assertThat(extract("exact")).isZero();
    assertThat(extract("coarse", "--rows-precision", "bfloat16")).isZero();
    Map<String, float[]> exact = read(SITES.get(1), "exact");
    read(SITES.get(1), "coarse")
        .forEach(
            (image, values) ->
                assertThat(distance(values, exact.get(image))).isBetween(1e-5, 0.03));
  }

  /** Relative, of vectors. */
  private static double distance(float[] a, float[] b) {
    double difference = 0;
    double length = 0;
    for (int i = 0; i < b.length; i++) {
      difference += Math.pow(a[i] - b[i], 2);
      length += Math.pow(b[i], 2);
    }
    return Math.sqrt(difference / length);
  }

  @Test
  void anEmptyShardIsNoFault() throws Exception {
    assertThat(second("crops", "crops1", "1", "1/3")).isZero();
    assertThat(second("crops", "crops2", "1", "2/3")).isZero();
    assertThat(second("crops", "crops3", "1", "3/3")).isZero();
    assertThat(read(SITES.get(0), "crops1", "crops2", "crops3").keySet())
        .containsExactly(IMAGES.get(0));
  }

  @Test
  void stopsAtAnImageThatWasDamagedSinceItWasCatalogued() throws Exception {
    Path other = folder.resolve("study");
    Files.createDirectories(other.resolve("images"));
    Files.copy(study.resolve("catalog.csv"), other.resolve("catalog.csv"));
    for (String image : IMAGES) {
      Files.copy(study.resolve("images").resolve(image), other.resolve("images").resolve(image));
    }
    Files.writeString(other.resolve("images").resolve(IMAGES.get(9)), "gone");
    assertThat(extract("out", "--catalog", other.resolve("catalog.csv").toString())).isEqualTo(2);
    assertThat(errors())
        .contains(
            "Image 'picture09.png' is not the file that was catalogued: it was changed since; put the"
                + " old one back or make the catalog again.");
    assertThat(folder.resolve("out")).isEmptyDirectory();
  }

  @Test
  void saysWhatToLowerAndWhichUnitDoesNotExist() throws Exception {
    assertThat(second("crops", "out", "5", "1/1")).isEqualTo(2);
    assertThat(errors())
        .contains("--strongest 5 is more than the 4 strongest images", "lower it to 4.");
    Path units =
        Files.writeString(folder.resolve("u.csv"), "layer,channel\nfeatures.3.squeeze,16\n");
    assertThat(extract("out", "--units", units.toString())).isEqualTo(2);
    assertThat(errors())
        .contains("Unit features.3.squeeze-16 does not exist", "has channels 0 to 15.");
    assertThat(extract("out", "--rows", "crops")).isEqualTo(1);
    assertThat(errors())
        .contains(
            "--rows crops and --rows positions need --pools; whole images are --rows images.");
  }

  /** The real network on real photographs: shards still make no difference. */
  @Test
  void givesTheSameBytesOnPhotographs() throws Exception {
    Path originals = SharedData.data("images/originals-100");
    String weights = SharedData.data("models/squeezenet1_1.safetensors").toString();
    Path real = Files.createDirectories(folder.resolve("real/images")).getParent();
    List<Catalog.Entry> entries = new ArrayList<>();
    for (Path photograph : firstOf(originals, 5)) {
      String image = photograph.getFileName().toString();
      Files.copy(photograph, real.resolve("images").resolve(image));
      entries.add(new Catalog.Entry(image, "", 0, 0, Checksums.sha256(photograph)));
    }
    String catalog = real.resolve("catalog.csv").toString();
    Catalog.write(Path.of(catalog), entries);
    assertThat(extract("whole", "--catalog", catalog, "--weights", weights)).isZero();
    assertThat(extract("a", "--catalog", catalog, "--weights", weights, "--shard", "1/2")).isZero();
    assertThat(extract("b", "--catalog", catalog, "--weights", weights, "--shard", "2/2")).isZero();
    Map<String, float[]> whole = read(SITES.get(1), "whole");
    read(SITES.get(1), "b", "a")
        .forEach((image, values) -> assertThat(values).isEqualTo(whole.get(image)));
    assertThat(whole).hasSize(5);
  }

  private static List<Path> firstOf(Path photographs, int n) throws IOException {
    try (Stream<Path> files = Files.list(photographs)) {
      return files.sorted().limit(n).toList();
    }
  }

  private int second(String rows, String out, String top, String shard) {
    return extract(
        out, "--rows", rows, "--pools", path("pools.csv"), "--strongest", top, "--shard", shard);
  }

  /** Options given here go before those of the study. */
  private int extract(String out, String... options) {
    Map<String, String> line = new TreeMap<>();
    line.put("--model", MODEL);
    line.put("--weights", path("weights.safetensors"));
    line.put("--catalog", path("catalog.csv"));
    line.put("--units", path("units.csv"));
    line.put("--rows", "images");
    line.put("--threads", "1");
    line.put("--out", folder.resolve(out).toString());
    for (int i = 0; i < options.length; i += 2) {
      line.put(options[i], options[i + 1]);
    }
    List<String> words = new ArrayList<>(List.of("extract"));
    line.forEach((option, value) -> words.addAll(List.of(option, value)));
    return Main.run(
        new PrintStream(errors, true, StandardCharsets.UTF_8), words.toArray(String[]::new));
  }

  private static String path(String name) {
    return study.resolve(name).toString();
  }

  private Map<String, float[]> read(String site, String... shards) throws IOException {
    List<Path> folders = Stream.of(shards).map(folder::resolve).toList();
    try (ActivationStore store = ActivationStore.open(folders, site)) {
      Map<String, float[]> values = new TreeMap<>();
      for (String image : store.images()) {
        values.put(image, store.read(image));
      }
      return values;
    }
  }

  private String errors() {
    return errors.toString(StandardCharsets.UTF_8);
  }
}
