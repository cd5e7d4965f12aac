package org.pragnanz.nn.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pragnanz.files.Tensor;
import org.pragnanz.nn.description.Architecture;
import org.pragnanz.nn.description.Layer;
import org.pragnanz.nn.description.Layer.AveragePool;
import org.pragnanz.nn.description.Layer.Conv;
import org.pragnanz.nn.description.Layer.Flatten;
import org.pragnanz.nn.description.Layer.Linear;
import org.pragnanz.nn.description.Layer.Norm;
import org.pragnanz.nn.description.Layer.Relu;
import org.pragnanz.nn.description.Layer.Residual;
import org.pragnanz.nn.execution.Folding.Folded;
import org.pragnanz.nn.execution.Network.Gradient;
import org.pragnanz.nn.execution.Network.Pass;
import org.pragnanz.random.Draws;
import org.pragnanz.testing.FormulaWeights;

class ProgramTest {
  private static final int SIDE = 224;

  /** Of a bias: small beside the activations, large beside the rounding of a logit. */
  private static final float STEP = 1e-3f;

  @ParameterizedTest
  @CsvSource({
    "squeezenet1_1, FUSED, MEAN",
    "resnet18, FUSED, MEAN",
    "resnet18, FUSED, POSITIONS",
    "resnet18, WINOGRAD, MEAN",
    "resnet18, WINOGRAD, POSITIONS"
  })
  void fastKernelsComputeWhatPlainOnesDo(String model, Kernels kernels, Readout readout) {
    Assumptions.assumeTrue(
        System.getProperty("os.arch").equals("amd64"), "oneDNN is in PyTorch's x86 builds");
    Pass fast = run(model, kernels, Precision.FLOAT32, readout);
    Pass plain = run(model, Kernels.PLAIN, Precision.FLOAT32, readout);
    assertClose(fast, plain, 1e-5f);
  }

  /** Plain: a processor may have none of the fused kernels for it. */
  @ParameterizedTest
  @CsvSource({"squeezenet1_1, MEAN", "resnet18, POSITIONS"})
  void fewerDigitsComputeNearlyTheSame(String model, Readout readout) {
    Pass exact = run(model, Kernels.PLAIN, Precision.FLOAT32, readout);
    Pass coarse = run(model, Kernels.PLAIN, Precision.BFLOAT16, readout);
    assertClose(coarse, exact, 0.03f);
    assertThat(coarse.logits()).isNotEqualTo(exact.logits());
  }

  /**
   * A bias moves a logit as the gradient at its site says: the layers are linear but for their
   * ReLUs. Strides of every kind a residual network has follow each other, over maps of odd sides.
   */
  @ParameterizedTest
  @EnumSource(
      value = Kernels.class,
      names = {"WINOGRAD", "PLAIN"})
  void gradientsAreDerivatives(Kernels kernels) {
    Assumptions.assumeTrue(
        kernels == Kernels.PLAIN || System.getProperty("os.arch").equals("amd64"),
        "oneDNN is in PyTorch's x86 builds");
    List<Layer> layers = new ArrayList<>(List.of(new Conv("a", 3, 8, 3, 1, 1, true)));
    layers.add(new Relu("a"));
    layers.addAll(block("b", 1, 1, List.of()));
    layers.addAll(block("c", 2, 1, List.of(new Conv("c0", 8, 8, 1, 2, 0, true))));
    layers.addAll(block("d", 2, 1, List.of(new Conv("d0", 8, 8, 1, 2, 0, true))));
    layers.addAll(block("e", 1, 2, List.of(new Conv("e0", 8, 8, 1, 2, 0, true))));
    // A path that begins with a ReLU, of what the other path reads too.
    layers.add(new Conv("g", 8, 8, 1, 1, 0, true));
    layers.add(new Residual(List.of(new Relu("g"), new Conv("h", 8, 8, 1, 1, 0, true)), List.of()));
    layers.addAll(List.of(new AveragePool(1), new Flatten(), new Linear("f", 8, 2)));
    List<String> sites =
        List.of("a", "b1", "b2", "b3", "c1", "c2", "c3", "d1", "d2", "d3", "e1", "e2", "e3");
    PyTorch.start();
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      NDArray image = PyTorch.create(manager, random("image", List.of(1, 3, 13, 13)));
      Function<Function<String, Tensor>, Program> program =
          weights -> new Program(layers, weights, kernels, Precision.FLOAT32, 13, true, manager);
      Map<String, Gradient> gradients;
      try (Program still = program.apply(ProgramTest::weights)) {
        gradients = still.gradients(image, Set.copyOf(sites), new long[] {0});
      }
      for (String site : sites) {
        float[] direction = random("direction " + site, List.of(8)).values();
        double change = 0;
        for (int sign : List.of(-1, 1)) {
          try (Program moved =
              program.apply(name -> moved(name, site + ".bias", direction, sign * STEP))) {
            change += sign * moved.forward(image, Map.of(), true).logits()[0];
          }
        }
        Gradient g = gradients.get(site);
        double expected = 0;
        double size = 0;
        for (int i = 0; i < g.gradient().length; i++) {
          double part = g.activation()[i] > 0 ? direction[i % 8] * g.gradient()[i] : 0;
          expected += part;
          size += Math.abs(part);
        }
        assertThat(size).as(site).isPositive();
        assertThat(change / (2 * STEP)).as(site).isCloseTo(expected, within(0.02 * size));
      }
    }
  }

  /** Variances of 0 leave the epsilon alone under the root; a norm is folded, or on its own. */
  @ParameterizedTest
  @CsvSource({"true, 0.25", "false, 0.25", "true, 0.0625", "false, 0.0625"})
  void aNormHasItsOwnEpsilon(boolean fold, float epsilon) {
    List<Layer> layers =
        List.of(
            new Conv("a", 3, 1, 1, 1, 0, false),
            new Relu("a"),
            new Conv("b", 1, 1, 1, 1, 0, false),
            new Norm("n", 1, epsilon),
            new Relu("n"),
            new AveragePool(1),
            new Flatten(),
            new Linear("f", 1, 1));
    Map<String, Tensor> weights = new HashMap<>();
    Layer.parameters(layers).forEach((name, shape) -> weights.put(name, filled(shape, 1)));
    for (String zero : List.of("n.bias", "n.running_mean", "n.running_var", "f.bias")) {
      weights.put(zero, filled(List.of(1), 0));
    }
    Folded network = fold ? Folding.fold(layers, weights) : new Folded(layers, weights::get);
    PyTorch.start();
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
        Program program =
            new Program(
                network.layers(),
                network.parameters(),
                Kernels.PLAIN,
                Precision.FLOAT32,
                2,
                true,
                manager)) {
      NDArray image = PyTorch.create(manager, filled(List.of(1, 3, 2, 2), 1));
      float expected = (float) (3 / Math.sqrt(epsilon));
      assertThat(program.forward(image, Map.of(), true).logits()).containsExactly(expected);
      // Each of four positions gives a quarter of the mean, back through the norm.
      Gradient gradient = program.gradients(image, Set.of("a"), new long[] {0}).get("a");
      assertThat(gradient.gradient()).containsOnly(expected / 3 / 4);
    }
  }

  private static Tensor filled(List<Integer> shape, float value) {
    float[] values = new float[shape.stream().reduce(1, Math::multiplyExact)];
    Arrays.fill(values, value);
    return new Tensor(shape, values);
  }

  /** Rows beyond a map's end are computed and left out, forth and back. */
  @ParameterizedTest
  @ValueSource(ints = {14, 15, 16, 17})
  void mapsHaveAnyNumberOfRows(int side) {
    Assumptions.assumeTrue(
        System.getProperty("os.arch").equals("amd64"), "oneDNN is in PyTorch's x86 builds");
    List<Layer> layers =
        List.of(
            new Conv("a", 3, 64, 3, 1, 1, true),
            new Relu("a"),
            new Conv("b", 64, 72, 3, 1, 1, true),
            new Relu("b"),
            new AveragePool(1),
            new Flatten(),
            new Linear("f", 72, 2));
    Map<String, Tensor> weights =
        Map.of(
            "a.weight", random("a.weight", List.of(64, 3, 3, 3)),
            "a.bias", random("a.bias", List.of(64)),
            "b.weight", random("b.weight", List.of(72, 64, 3, 3)),
            "b.bias", random("b.bias", List.of(72)),
            "f.weight", random("f.weight", List.of(2, 72)),
            "f.bias", random("f.bias", List.of(2)));
    PyTorch.start();
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      NDArray images = PyTorch.create(manager, random("images", List.of(2, 3, side, side)));
      Map<String, Readout> sites = Map.of("a", Readout.POSITIONS, "b", Readout.POSITIONS);
      Function<Kernels, Program> program =
          used -> new Program(layers, weights::get, used, Precision.FLOAT32, side, true, manager);
      try (Program fast = program.apply(Kernels.WINOGRAD);
          Program plain = program.apply(Kernels.PLAIN)) {
        assertClose(fast.forward(images, sites, true), plain.forward(images, sites, true), 1e-5f);
        long[] classes = {0, 1};
        Gradient actual = fast.gradients(images, Set.of("a"), classes).get("a");
        Gradient expected = plain.gradients(images, Set.of("a"), classes).get("a");
        assertClose(actual.gradient(), expected.gradient(), 1e-5f, "gradient");
      }
    }
  }

  private static List<Layer> block(
      String name, int firstStride, int secondStride, List<Layer> shortcut) {
    return List.of(
        new Residual(
            List.of(
                new Conv(name + 1, 8, 8, 1, firstStride, 0, true),
                new Relu(name + 1),
                new Conv(name + 2, 8, 8, 3, secondStride, 1, true),
                new Relu(name + 2),
                new Conv(name + 3, 8, 8, 1, 1, 0, true)),
            shortcut),
        new Relu(name + 3));
  }

  private static Tensor moved(String name, String which, float[] direction, float step) {
    Tensor weight = weights(name);
    if (name.equals(which)) {
      for (int i = 0; i < direction.length; i++) {
        weight.values()[i] += step * direction[i];
      }
    }
    return weight;
  }

  private static Tensor weights(String name) {
    int out = name.startsWith("f") ? 2 : 8;
    if (name.endsWith(".bias")) {
      return random(name, List.of(out));
    }
    int in = name.startsWith("a") ? 3 : 8;
    int kernel = name.matches("a.*|.2.*") ? 3 : 1;
    return random(name, out == 2 ? List.of(2, 8) : List.of(out, in, kernel, kernel));
  }

  /** Numbers in -0.5 to 0.5. */
  private static Tensor random(String name, List<Integer> shape) {
    UniformRandomProvider random = Draws.generator(0, name);
    float[] values = new float[shape.stream().reduce(1, Math::multiplyExact)];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return new Tensor(shape, values);
  }

  private static void assertClose(Pass actual, Pass expected, float tolerance) {
    assertThat(actual.sites().keySet()).containsExactlyElementsOf(expected.sites().keySet());
    expected
        .sites()
        .forEach(
            (site, values) ->
                assertClose(actual.sites().get(site).values(), values.values(), tolerance, site));
    assertClose(actual.logits(), expected.logits(), tolerance, "logits");
  }

  private static void assertClose(float[] actual, float[] expected, float tolerance, String where) {
    float largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertThat(actual).as(where).hasSameSizeAs(expected);
    for (int i = 0; i < actual.length; i++) {
      assertThat(actual[i])
          .as("%s[%d]", where, i)
          .isCloseTo(expected[i], within(tolerance * largest));
    }
  }

  private static Pass run(String model, Kernels kernels, Precision precision, Readout readout) {
    Architecture architecture = Architecture.named(model);
    Map<String, Readout> sites = new LinkedHashMap<>();
    architecture.sites().forEach(site -> sites.put(site.name(), readout));
    PyTorch.start();
    try (NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      float[] image = Arrays.copyOf(FormulaWeights.input(), 3 * SIDE * SIDE);
      try (Program program =
          new Program(
              architecture.layers(),
              FormulaWeights.of(architecture)::get,
              kernels,
              precision,
              SIDE,
              false,
              manager)) {
        NDArray input = PyTorch.create(manager, new Tensor(List.of(1, 3, SIDE, SIDE), image));
        return program.forward(input, sites, true);
      }
    }
  }
}
