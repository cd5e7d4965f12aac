package org.pragnanz.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.pragnanz.image.Crops;
import org.pragnanz.image.Preprocessing;
import org.pragnanz.image.RgbImage;
import org.pragnanz.matrix.FloatMatrix;
import org.pragnanz.matrix.Nmf;
import org.pragnanz.random.Draws;

/** The kernels in Java that take most of a study's time outside of the network, on one thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 4, time = 1)
public class Kernels {
  private static final int SIDE = 224;

  private final RgbImage photograph = new RgbImage(500, 375, new byte[500 * 375 * 3]);
  private final float[] input = new float[3 * SIDE * SIDE];
  private final float[] crops = new float[Crops.count(SIDE) * input.length];
  private final FloatMatrix activations = new FloatMatrix(4800, 512);

  /** Numbers from a fixed seed. */
  @Setup
  public void fill() {
    var random = Draws.generator(0, "benchmark");
    random.nextBytes(photograph.pixels());
    for (int i = 0; i < activations.values().length; i++) {
      activations.values()[i] = Math.max(0, random.nextFloat() - 0.5f);
    }
  }

  /** A photograph of 500×375 pixels to the network's view of it. */
  @Benchmark
  public RgbImage resize() {
    return Preprocessing.IMAGENET.view(photograph);
  }

  /** The 16 crops of an input, each resized to it. */
  @Benchmark
  public float[] cutCrops() {
    for (int i = 0; i < Crops.count(SIDE); i++) {
      Crops.cut(input, i, SIDE, crops, i);
    }
    return crops;
  }

  /** The start and 20 rounds of a factorization of 4,800×512, k = 10. */
  @Benchmark
  public Nmf.Result nmf20Rounds() {
    return Nmf.fit(activations, new Nmf.Options(10, 0, 20, 0, 0), 1);
  }
}
