package org.pragnanz.pool;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.pragnanz.data.Pools.Ranked;
import org.pragnanz.random.Draws;

/** The ranking that {@code pool} makes of each unit's images. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 4, time = 1)
public class TopK {
  private static final int IMAGES = 50_000;
  private static final int KEPT = 2_500;

  private final List<Ranked> images = images();

  private static List<Ranked> images() {
    var random = Draws.generator(0, "benchmark");
    return IntStream.range(0, IMAGES)
        .mapToObj(i -> new Ranked("n%08d/%d.jpeg".formatted(i % 1000, i), random.nextFloat()))
        .toList();
  }

  /** The 2,500 strongest of 50,000 images. */
  @Benchmark
  public List<Ranked> strongest() {
    Ranking ranking = new Ranking(KEPT, Ranking.STRONGEST);
    images.forEach(ranking::offer);
    return ranking.ranked();
  }
}
