package org.pragnanz.nn;

import ai.djl.ndarray.NDArray;
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
import org.pragnanz.nn.Network.Pass;

/** What every asked site of every pass costs beside the network. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 4, time = 1)
public class SpatialMean {
  private final PtNDManager memory = (PtNDManager) PyTorch.start().newBaseManager();
  private final Program relu =
      Program.of(
          List.of(new Layer.AveragePool(56), new Layer.Relu("site")),
          name -> null,
          Precision.FLOAT32,
          56,
          false,
          memory);
  private final NDArray map = memory.ones(new Shape(1, 256, 56, 56));

  @TearDown
  public void free() {
    relu.close();
    memory.close();
  }

  /** A copy, a ReLU and the pooling of one image's map of 256 channels at 56×56 positions. */
  @Benchmark
  public Pass pooling() {
    return relu.forward(map, Map.of("site", Readout.MEAN), false);
  }
}
