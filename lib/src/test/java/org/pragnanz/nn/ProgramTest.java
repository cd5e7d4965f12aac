package org.pragnanz.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pragnanz.nn.Network.Pass;
import org.pragnanz.testing.FormulaWeights;

class ProgramTest {
  private static final int SIDE = 224;

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
