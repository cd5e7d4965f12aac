package org.pragnanz.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.cli.Main;
import org.pragnanz.data.Recovery;
import org.pragnanz.data.StudiedUnit;
import org.pragnanz.data.Unit;
import org.pragnanz.files.Csv;
import org.pragnanz.files.Npy;
import org.pragnanz.files.Safetensors;
import org.pragnanz.files.Tensor;
import org.pragnanz.image.RgbImage;
import org.pragnanz.matrix.FloatMatrix;
import org.pragnanz.nn.description.Architecture;
import org.pragnanz.nn.execution.Network;
import org.pragnanz.nn.execution.Readout;

/** The study's stages, run on the phantom, find what was planted in it. */
class PlantedTruthTest {
  private static final List<String> SITES = List.of("detectors", "mix2", "mix3", "mix4");
  private static final int IMAGES = 600;

  /** The strongest images that a dictionary is learnt from; a pattern is shown on about 50. */
  private static final String TOP = "50";

  @TempDir private static Path folder;

  @BeforeAll
  static void runTheStudy() throws IOException {
    run("phantom", "--phantom-images", "" + IMAGES, "--seed", "1", "--out", at("phantom"));
    run("catalog", "--images", at("phantom/images"), "--out", at("catalog"));
    List<StudiedUnit> units = new ArrayList<>();
    for (String site : SITES) {
      for (int channel = 0; channel < 20; channel += 5) {
        units.add(new StudiedUnit("phantom", new Unit(site, channel), 0));
      }
    }
    StudiedUnit.write(folder.resolve("units.csv"), units);
    extract("means", "--rows", "images");
    run(
        "pool",
        "--activations",
        at("means"),
        "--units",
        at("units.csv"),
        "--top",
        TOP,
        "--bottom",
        "10",
        "--out",
        at("pools.csv"));
    extract("positions", "--rows", "positions", "--pools", at("pools.csv"), "--strongest", TOP);
    ofUnits("factorize", "positions", "factors", "--rows", "positions", "--k", "10");
    ofUnits("element", "means", "elements", "--factors", at("factors"));
    run(
        "recovery",
        "--truth",
        at("phantom/truth.csv"),
        "--contents",
        at("phantom/contents.csv"),
        "--elements",
        at("elements"),
        "--out",
        at("recovery.csv"));
  }

  @Test
  void dictionariesBeatNeuronsWhereSuperpositionWasPlantedAndNotElsewhere() throws IOException {
    List<Recovery> recovered = Recovery.read(folder.resolve("recovery.csv"));
    Map<String, Double> purity = mean(recovered, Recovery::purity);
    Map<String, Double> cosine = mean(recovered, Recovery::cosine);

    assertThat(purity.get("neuron1")).isGreaterThanOrEqualTo(0.95);
    assertThat(purity.get("craft1")).isCloseTo(purity.get("neuron1"), within(0.05));
    assertThat(cosine.get("neuron1")).isCloseTo(1, within(1e-6));
    assertThat(cosine.get("craft1")).isGreaterThan(0.95);
    for (int mixed = 2; mixed <= 4; mixed++) {
      assertThat(purity.get("craft" + mixed))
          .as("purity of dictionaries, %d mixed", mixed)
          .isGreaterThan(purity.get("neuron" + mixed) + 0.2)
          .isGreaterThan(0.8);
      assertThat(cosine.get("neuron" + mixed)).isCloseTo(1 / Math.sqrt(mixed), within(0.15));
      assertThat(cosine.get("craft" + mixed))
          .as("cosine of elements, %d mixed", mixed)
          .isGreaterThan(0.85);
    }
  }

  @Test
  void detectorsFollowTheAreaOfTheirPattern() throws IOException {
    FloatMatrix means = Npy.read(folder.resolve("means/detectors.npy"));
    Map<String, Integer> index = index();
    double[][] areas = new double[Pattern.values().length][IMAGES];
    Csv.forEach(
        folder.resolve("phantom/contents.csv"),
        row -> areas[pattern(row)][index.get(row.text("image"))] = row.number("area"));

    double sum = 0;
    for (Pattern pattern : Pattern.values()) {
      double[] activations = new double[IMAGES];
      for (int i = 0; i < IMAGES; i++) {
        activations[i] = means.get(i, pattern.index());
      }
      double r = new PearsonsCorrelation().correlation(activations, areas[pattern.index()]);
      assertThat(r).as(pattern.label()).isGreaterThan(0.65);
      sum += r;
    }
    assertThat(sum / Pattern.values().length).isGreaterThan(0.9);
  }

  @Test
  void channelsAddTheDetectorsThatTheTruthNames() throws IOException {
    FloatMatrix detectors = Npy.read(folder.resolve("means/detectors.npy"));
    for (String site : SITES) {
      FloatMatrix means = Npy.read(folder.resolve("means/" + site + ".npy"));
      float[] expected = new float[means.values().length];
      Csv.forEach(
          folder.resolve("phantom/truth.csv"),
          row -> {
            if (row.text("layer").equals(site)) {
              for (int i = 0; i < IMAGES; i++) {
                expected[i * means.columns() + row.integer("channel")] +=
                    (float) row.number("weight") * detectors.get(i, pattern(row));
              }
            }
          });

      assertThat(means.values()).containsExactly(expected, within(1e-4f));
    }
  }

  @Test
  void theClassifierIsWellAboveChance() throws IOException {
    FloatMatrix means = Npy.read(folder.resolve("means/mix4.npy"));
    Map<String, Tensor> tensors = Safetensors.read(folder.resolve("phantom/weights.safetensors"));
    float[] weights = tensors.get("classifier.weight").values();
    float[] bias = tensors.get("classifier.bias").values();
    int right = 0;
    for (Map.Entry<String, Integer> image : index().entrySet()) {
      int best = 0;
      double largest = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < bias.length; k++) {
        double logit = bias[k];
        for (int c = 0; c < means.columns(); c++) {
          logit += weights[k * means.columns() + c] * means.get(image.getValue(), c);
        }
        if (logit > largest) {
          largest = logit;
          best = k;
        }
      }
      right += image.getKey().startsWith(World.SYNSETS.get(best)) ? 1 : 0;
    }

    // Chance is 1 in 24.
    assertThat((double) right / IMAGES).isGreaterThan(0.25);
  }

  @Test
  void theNetworkComputesWhatItWasFittedWith() throws IOException {
    Architecture architecture = Architecture.named("phantom");
    Path weights = folder.resolve("phantom/weights.safetensors");
    float[] random = Safetensors.read(weights).get("random.weight").values();
    int rows = architecture.site("random").channels();
    float[][] kernels = new float[rows][];
    for (int i = 0; i < rows; i++) {
      int length = random.length / rows;
      kernels[i] = java.util.Arrays.copyOfRange(random, i * length, (i + 1) * length);
    }
    RgbImage image = World.of(1).scene("study", 7).paint().image();
    float[][] fitted = new Backbone(kernels).features(Backbone.gabor(image));

    float[] input = architecture.preprocessing().input(image);
    try (Network network =
        Network.load(architecture, weights, new Network.Options("cpu", true, false))) {
      float[] computed =
          network
              .forward(input, 1, Scene.SIDE, Map.of("random", Readout.POSITIONS), false)
              .sites()
              .get("random")
              .values();
      assertThat(computed).containsExactly(Rows.flat(Rows.transpose(fitted)), within(1e-4f));
    }
  }

  @Test
  void filesAreTheSameForAnyNumberOfThreadsAndImages() throws IOException {
    run("phantom", "--phantom-images", "3", "--seed", "1", "--threads", "1", "--out", at("few"));

    List<String> files = new ArrayList<>();
    files.addAll(List.of("weights.safetensors", "observer.safetensors", "truth.csv"));
    for (int i = 0; i < 3; i++) {
      files.add("images/" + World.id(i));
    }
    for (String file : files) {
      assertThat(folder.resolve("few").resolve(file))
          .hasSameBinaryContentAs(folder.resolve("phantom").resolve(file));
    }
  }

  private static Map<String, Double> mean(
      List<Recovery> rows, java.util.function.ToDoubleFunction<Recovery> number) {
    return rows.stream()
        .collect(
            Collectors.groupingBy(
                row -> row.key().basis() + row.mixed(), Collectors.averagingDouble(number)));
  }

  /** Each image's row in the activations. */
  private static Map<String, Integer> index() throws IOException {
    Map<String, Integer> index = new HashMap<>();
    Csv.forEach(
        folder.resolve("means/detectors.csv"), row -> index.put(row.text("image"), index.size()));
    return index;
  }

  private static int pattern(Csv.Row row) {
    return Pattern.valueOf(row.text("pattern").toUpperCase(java.util.Locale.ROOT).replace('-', '_'))
        .index();
  }

  private static void extract(String out, String... more) {
    List<String> args = new ArrayList<>(List.of("extract", "--model", "phantom"));
    args.addAll(List.of("--weights", at("phantom/weights.safetensors")));
    args.addAll(List.of("--catalog", at("catalog/catalog.csv"), "--units", at("units.csv")));
    args.addAll(List.of(more));
    args.addAll(List.of("--out", at(out)));
    run(args.toArray(String[]::new));
  }

  private static void ofUnits(String tool, String activations, String out, String... more) {
    List<String> args = new ArrayList<>(List.of(tool, "--activations", at(activations)));
    args.addAll(
        List.of("--pools", at("pools.csv"), "--units", at("units.csv"), "--strongest", TOP));
    args.addAll(List.of(more));
    args.addAll(List.of("--out", at(out)));
    run(args.toArray(String[]::new));
  }

  private static String at(String path) {
    return folder.resolve(path).toString();
  }

  private static void run(String... args) {
    assertThat(Main.run(args)).as(String.join(" ", args)).isZero();
  }
}
