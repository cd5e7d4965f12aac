package org.pragnanz.nn.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import ai.djl.engine.EngineException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.pragnanz.concurrent.InOrder;
import org.pragnanz.fault.InputException;
import org.pragnanz.fault.UsageException;
import org.pragnanz.files.Tensor;
import org.pragnanz.nn.description.Architecture;
import org.pragnanz.nn.description.Site;
import org.pragnanz.nn.execution.Network.Activation;
import org.pragnanz.nn.execution.Network.Gradient;
import org.pragnanz.nn.execution.Network.Options;
import org.pragnanz.nn.execution.Network.Pass;
import org.pragnanz.testing.FormulaWeights;
import org.pragnanz.testing.SharedData;

class NetworkTest {
  private static final int SIDE = 224;
  private static final int IMAGE = 3 * SIDE * SIDE;
  private static final String SITE = "features.4.expand1x1";

  private static Network network(String model, boolean fold) {
    return network(model, new Options("cpu", fold, false));
  }

  private static Network differentiable(String model, boolean fold) {
    return network(model, new Options("cpu", fold, true));
  }

  private static Network network(String model, Options options) {
    Architecture architecture = Architecture.named(model);
    return Network.of(architecture, FormulaWeights.of(architecture), options);
  }

  private static float[] image(int index) {
    return Arrays.copyOfRange(FormulaWeights.input(), index * IMAGE, (index + 1) * IMAGE);
  }

  private static Map<String, Readout> all(Architecture architecture, Readout readout) {
    Map<String, Readout> sites = new LinkedHashMap<>();
    architecture.sites().forEach(site -> sites.put(site.name(), readout));
    return sites;
  }

  private static JsonNode reference(String model) throws IOException {
    JsonNode root = new ObjectMapper().readTree(SharedData.reference("networks.json").toFile());
    return root.path("models").path(model);
  }

  /** Compares with torchvision's values, relative to each or to the largest of the place. */
  private static void assertClose(
      String where,
      JsonNode expected,
      IntToDoubleFunction actual,
      double largest,
      double relative,
      double absolute) {
    for (int i = 0; i < expected.size(); i++) {
      double e = expected.get(i).doubleValue();
      assertThat(Math.abs(actual.applyAsDouble(i) - e))
          .as("%s[%d] should be %s, is %s", where, i, e, actual.applyAsDouble(i))
          .isLessThanOrEqualTo(Math.max(relative * Math.abs(e), absolute * largest));
    }
  }

  private static double largest(float[] values) {
    double largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  /** Those of torchvision's values, and whether batch norms are folded into convolutions. */
  static Stream<Arguments> networks() {
    return Stream.of(
        arguments("resnet50", true),
        arguments("resnet50", false),
        arguments("resnet18", true),
        arguments("resnet18", false),
        arguments("vgg16", true),
        arguments("squeezenet1_1", true));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void agreesWithTorchvisionAtEverySite(String model, boolean fold) throws IOException {
    JsonNode reference = reference(model);
    try (Network network = network(model, fold)) {
      Architecture architecture = network.architecture();
      Pass pass =
          network.forward(FormulaWeights.input(), 2, SIDE, all(architecture, Readout.MEAN), true);
      double largestLogit = largest(pass.logits());
      int classes = pass.logits().length / 2;
      for (int image = 0; image < 2; image++) {
        int from = image * classes;
        assertClose(
            "logits " + image,
            reference.path("logits_first8_image" + image),
            i -> pass.logits()[from + i],
            largestLogit,
            1e-4,
            1e-5);
      }
      assertThat(architecture.sites().stream().map(Site::name))
          .containsExactlyElementsOf(reference.path("sites").findValuesAsText("site"));
      for (JsonNode site : reference.path("sites")) {
        String name = site.path("site").textValue();
        Activation a = pass.sites().get(name);
        assertThat(a.channels()).isEqualTo(site.path("shape").get(0).intValue());
        double largest = largest(a.values());
        for (int image = 0; image < 2; image++) {
          int from = image * a.channels();
          assertClose(
              name,
              site.path("pooled_first8_image" + image),
              i -> a.values()[from + i],
              largest,
              1e-4,
              1e-5);
        }
        double sum = 0;
        for (int c = 0; c < a.channels(); c++) {
          sum += a.values()[c];
        }
        assertThat(sum / site.path("pooled_sum_image0").doubleValue())
            .isBetween(1 - 1e-4, 1 + 1e-4);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("networks")
  void oneBackwardPassGivesTheGradientAtEverySite(String model, boolean fold) throws IOException {
    JsonNode reference = reference(model);
    try (Network network = differentiable(model, fold)) {
      Architecture architecture = network.architecture();
      Map<String, Gradient> gradients =
          network.gradients(
              image(0),
              1,
              SIDE,
              all(architecture, Readout.MEAN).keySet(),
              new int[] {Network.LARGEST_LOGIT});
      for (JsonNode site : reference.path("sites")) {
        String name = site.path("site").textValue();
        Gradient g = gradients.get(name);
        double[] product = gradientTimesInput(g);
        double largest = Arrays.stream(product).map(Math::abs).max().orElseThrow();
        assertClose(
            name, site.path("grad_x_input_first8_image0"), i -> product[i], largest, 1e-3, 1e-4);
      }
    }
  }

  private static double[] gradientTimesInput(Gradient g) {
    double[] product = new double[g.channels()];
    for (int i = 0; i < g.activation().length; i++) {
      product[i % g.channels()] += (double) g.activation()[i] * g.gradient()[i];
    }
    return product;
  }

  @Test
  void anImagesNumbersDoNotDependOnWhatOtherThreadsPass() throws IOException {
    try (Network network = differentiable("squeezenet1_1", true)) {
      List<List<float[]>> alone = List.of(numbers(network, 0), numbers(network, 1));
      InOrder.forEach(
          List.of(0, 1, 1, 0),
          2,
          image -> assertThat(numbers(network, image)).containsExactlyElementsOf(alone.get(image)));
    }
  }

  private static List<float[]> numbers(Network network, int image) {
    Map<String, Readout> sites = Map.of(SITE, Readout.POSITIONS);
    Pass pass = network.forward(image(image), 1, SIDE, sites, true);
    int[] classes = {Network.LARGEST_LOGIT};
    Gradient gradient = network.gradients(image(image), 1, SIDE, List.of(SITE), classes).get(SITE);
    return List.of(pass.sites().get(SITE).values(), pass.logits(), gradient.gradient());
  }

  @ParameterizedTest
  @CsvSource({
    "resnet18, FLOAT32",
    "squeezenet1_1, FLOAT32",
    "alexnet, FLOAT32",
    "resnet18, BFLOAT16",
    "squeezenet1_1, BFLOAT16"
  })
  void anImagesNumbersDependNeitherOnItsPlaceInAPassNorOnTheOthers(
      String model, Precision precision) {
    try (Network network = network(model, new Options("cpu", true, false, precision))) {
      int n = network.batch(SIDE);
      float[] first = new float[n * IMAGE];
      System.arraycopy(image(0), 0, first, 0, IMAGE);
      float[] last = new float[n * IMAGE];
      for (int i = 0; i < n; i++) {
        System.arraycopy(image(i < n - 1 ? 1 : 0), 0, last, i * IMAGE, IMAGE);
      }
      Map<String, Readout> sites = all(network.architecture(), Readout.POSITIONS);
      Pass one = network.forward(first, n, SIDE, sites, true);
      Pass other = network.forward(last, n, SIDE, sites, true);
      for (String site : sites.keySet()) {
        assertThat(row(other.sites().get(site).values(), n - 1, n))
            .as(site)
            .isEqualTo(row(one.sites().get(site).values(), 0, n));
      }
      assertThat(row(other.logits(), n - 1, n)).isEqualTo(row(one.logits(), 0, n));
    }
  }

  private static float[] row(float[] values, int row, int rows) {
    int length = values.length / rows;
    return Arrays.copyOfRange(values, row * length, (row + 1) * length);
  }

  @Test
  void positionsAverageToTheMeanAndAreRows() {
    try (Network network = network("squeezenet1_1", true)) {
      Activation mean = site(network, Readout.MEAN);
      Activation positions = site(network, Readout.POSITIONS);
      assertThat(mean.rows()).isEqualTo(1);
      assertThat(positions.rows()).isEqualTo(55 * 55);
      double[] sums = new double[mean.channels()];
      for (int i = 0; i < positions.values().length / 2; i++) {
        sums[i % mean.channels()] += positions.values()[i];
      }
      for (int c = 0; c < sums.length; c++) {
        assertThat(sums[c] / positions.rows()).isCloseTo(mean.values()[c], offset(1e-5));
      }
    }
  }

  private static Activation site(Network network, Readout readout) {
    return network
        .forward(FormulaWeights.input(), 2, SIDE, Map.of(SITE, readout), false)
        .sites()
        .get(SITE);
  }

  @Test
  void runsNoFurtherThanTheLastSiteAskedFor() {
    // Of an image of two pixels nothing is left after the second pooling: a later layer would fail.
    try (Network network = network("vgg11", true)) {
      float[] tiny = Arrays.copyOf(image(0), 3 * 2 * 2);
      Pass pass = network.forward(tiny, 1, 2, Map.of("features.0", Readout.MEAN), false);
      assertThat(pass.sites().get("features.0").values()).hasSize(64);
      assertThatThrownBy(
              () -> network.forward(tiny, 1, 2, Map.of("features.6", Readout.MEAN), false))
          .isInstanceOf(EngineException.class);
    }
  }

  @Test
  void differentiatesTheClassAskedFor() {
    // The logit is the mean of the last site's map, so its derivative there is 1/(13*13) for that
    // class's channel and 0 for the others.
    try (Network network = differentiable("squeezenet1_1", true)) {
      Gradient gradient =
          network
              .gradients(FormulaWeights.input(), 2, SIDE, List.of("classifier.1"), new int[] {7, 9})
              .get("classifier.1");
      assertThat(gradient.rows()).isEqualTo(13 * 13);
      for (int i = 0; i < gradient.gradient().length; i++) {
        int image = i / (1000 * 13 * 13);
        double expected = i % 1000 == (image == 0 ? 7 : 9) ? 1.0 / (13 * 13) : 0;
        assertThat((double) gradient.gradient()[i]).isCloseTo(expected, offset(1e-8));
      }
    }
  }

  @Test
  void saysWhichSitesAreNearAMistypedOne() {
    try (Network network = network("squeezenet1_1", true)) {
      Map<String, Readout> sites = Map.of("features.3.squeez", Readout.MEAN);
      assertThatThrownBy(() -> network.forward(image(0), 1, SIDE, sites, false))
          .isInstanceOf(InputException.class)
          .hasMessageContaining("features.3.squeeze");
    }
  }

  @Test
  void saysThatThereIsNoSuchDevice() {
    Architecture architecture = Architecture.named("squeezenet1_1");
    Map<String, Tensor> weights = FormulaWeights.of(architecture);
    assertThatThrownBy(() -> Network.of(architecture, weights, new Options("cuda:99", true, false)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no device cuda:99");
    assertThatThrownBy(() -> Network.of(architecture, weights, new Options("tpu", true, false)))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("'tpu'");
  }
}
