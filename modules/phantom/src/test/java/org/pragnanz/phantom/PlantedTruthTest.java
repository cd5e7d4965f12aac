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
import java.util.stream.IntStream;
import org.apache.commons.math3.stat.correlation.PearsonsCorrelation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.cli.Main;
import org.pragnanz.files.Csv;
import org.pragnanz.files.Safetensors;
import org.pragnanz.files.Tensor;
import org.pragnanz.image.Images;
import org.pragnanz.image.RgbImage;
import org.pragnanz.matrix.FloatMatrix;
import org.pragnanz.nn.description.Architecture;
import org.pragnanz.nn.execution.Network;
import org.pragnanz.nn.execution.Readout;

/** The phantom's network finds in the phantom's images what was planted there. */
@Tag("slow")
class PlantedTruthTest {
  private static final List<String> SITES = List.of("detectors", "mix2", "mix3", "mix4");
  private static final int IMAGES = 600;

  @TempDir private static Path folder;

  private static Network network;

  /** Of each site the images' activations, (images, channels). */
  private static final Map<String, FloatMatrix> MEANS = new HashMap<>();

  @BeforeAll
  static void passTheImages() throws Exception {
    run("phantom", "--phantom-images", "" + IMAGES, "--seed", "1", "--out", at("phantom"));
    Architecture architecture = Architecture.named("phantom");
    network =
        Network.load(
            architecture,
            folder.resolve("phantom/weights.safetensors"),
            new Network.Options("cpu", true, false));
    for (String site : SITES) {
      MEANS.put(site, new FloatMatrix(IMAGES, architecture.site(site).channels()));
    }
    for (int i = 0; i < IMAGES; i++) {
      RgbImage image = Images.read(folder.resolve("phantom/images").resolve(World.id(i)));
      Map<String, Network.Activation> sites =
          pass(image, SITES.stream().collect(Collectors.toMap(site -> site, site -> Readout.MEAN)));
      for (String site : SITES) {
        FloatMatrix means = MEANS.get(site);
        System.arraycopy(
            sites.get(site).values(), 0, means.values(), i * means.columns(), means.columns());
      }
    }
  }

  @AfterAll
  static void free() {
    network.close();
  }

  @Test
  void detectorsFollowTheAreaOfTheirPattern() throws IOException {
    FloatMatrix means = MEANS.get("detectors");
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
    FloatMatrix detectors = MEANS.get("detectors");
    for (String site : SITES) {
      FloatMatrix means = MEANS.get(site);
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
    FloatMatrix means = MEANS.get("mix4");
    Map<String, Tensor> tensors = Safetensors.read(folder.resolve("phantom/weights.safetensors"));
    float[] weights = tensors.get("classifier.weight").values();
    float[] bias = tensors.get("classifier.bias").values();
    int right = 0;
    for (int i = 0; i < IMAGES; i++) {
      int best = 0;
      double largest = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < bias.length; k++) {
        double logit = bias[k];
        for (int c = 0; c < means.columns(); c++) {
          logit += weights[k * means.columns() + c] * means.get(i, c);
        }
        if (logit > largest) {
          largest = logit;
          best = k;
        }
      }
      right += World.kind(i) == best ? 1 : 0;
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

    float[] computed = pass(image, Map.of("random", Readout.POSITIONS)).get("random").values();
    assertThat(computed).containsExactly(Rows.flat(Rows.transpose(fitted)), within(1e-4f));
  }

  @Test
  void filesAreTheSameForAnyNumberOfThreadsAndImages() throws IOException {
    run("phantom", "--phantom-images", "20", "--seed", "1", "--threads", "1", "--out", at("few"));

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

  private static Map<String, Network.Activation> pass(RgbImage image, Map<String, Readout> wanted) {
    float[] input = Architecture.named("phantom").preprocessing().input(image);
    return network.forward(input, 1, Scene.SIDE, wanted, false).sites();
  }

  /** Each image's number. */
  private static Map<String, Integer> index() {
    return IntStream.range(0, IMAGES).boxed().collect(Collectors.toMap(World::id, i -> i));
  }

  private static int pattern(Csv.Row row) {
    return Pattern.valueOf(row.text("pattern").toUpperCase(java.util.Locale.ROOT).replace('-', '_'))
        .index();
  }

  private static String at(String path) {
    return folder.resolve(path).toString();
  }

  private static void run(String... args) {
    assertThat(Main.run(args)).as(String.join(" ", args)).isZero();
  }
}
