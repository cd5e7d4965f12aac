package org.pragnanz.nn.execution;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.pragnanz.files.Tensor;
import org.pragnanz.nn.description.Layer;
import org.pragnanz.nn.execution.Network.Pass;

/** What every asked site of every pass costs beside the network. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 4, time = 1)
public class SpatialMean {
  /** A network's head: no program is without weights, and no pass here comes as far as them. */
  private static final List<Layer> HEAD =
      List.of(
          new Layer.AveragePool(1),
          new Layer.Relu("site"),
          new Layer.Flatten(),
          new Layer.Linear("logits", 256, 1));

  private static final Map<String, Tensor> WEIGHTS =
      Map.of(
          "logits.weight",
          new Tensor(List.of(1, 256), new float[256]),
          "logits.bias",
          Tensor.of(new float[1]));

  private final PtNDManager memory = (PtNDManager) PyTorch.start().newBaseManager();
  private final Program head = Program.of(HEAD, WEIGHTS::get, Precision.FLOAT32, 56, false, memory);
  // Channels last, as the maps of a network are.
  private final NDArray map = memory.ones(new Shape(1, 56, 56, 256)).transpose(0, 3, 1, 2);

  @TearDown
  public void free() {
    head.close();
    memory.close();
  }

  /** The means over the positions of one image's map of 256 channels at 56×56. */
  @Benchmark
  public Pass spatialMean() {
    try (NDManager pass = memory.newSubManager()) {
      map.tempAttach(pass);
      return head.forward(map, Map.of("site", Readout.MEAN), false);
    }
  }
}
