package org.pragnanz.factorize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.basis.Factorization;
import org.pragnanz.data.ActivationStore;
import org.pragnanz.data.Pools;
import org.pragnanz.data.StudiedUnit;
import org.pragnanz.data.Unit;
import org.pragnanz.files.Npy;
import org.pragnanz.matrix.FloatMatrix;
import org.pragnanz.random.Draws;
import org.pragnanz.testing.ToolRun;

class FactorizeToolTest {
  private static final int ROWS = 4;
  private static final int CHANNELS = 12;
  private static final int IMAGES = 30;
  private static final int TOP = 20;

  @TempDir Path folder;

  @Test
  void writesFactorsOfAMatrixAndTheirError() throws IOException {
    FloatMatrix a = random("a", 60, 20);
    Npy.write(folder.resolve("A.npy"), a);
    assertThat(run("--matrix", folder + "/A.npy", "--k", "3", "--out", folder + "/out")).isEmpty();
    FloatMatrix u = Factorization.codes(folder.resolve("out"));
    FloatMatrix w = Factorization.dictionary(folder.resolve("out"));
    assertThat(List.of(u.rows(), u.columns(), w.rows(), w.columns())).containsExactly(60, 3, 3, 20);
    Factorization.Fit fit = Factorization.fit(folder.resolve("out/fit.json"));
    assertThat(fit.relativeError()).isCloseTo(relativeError(a, u, w), within(1e-6));
    assertThat(fit.errors()).hasSize(fit.iterations());
    assertThat(fit.dead()).isEmpty();
  }

  @Test
  void reportsDeadAndDuplicateElements() throws IOException {
    // One pattern only: the other elements have nothing left to explain.
    FloatMatrix a = new FloatMatrix(30, 6);
    for (int i = 0; i < 30; i++) {
      for (int j = 0; j < 6; j++) {
        a.values()[i * 6 + j] = (i + 1) * (j + 1);
      }
    }
    Npy.write(folder.resolve("A.npy"), a);
    run("--matrix", folder + "/A.npy", "--k", "3", "--out", folder + "/out");
    Factorization.Fit fit = Factorization.fit(folder.resolve("out/fit.json"));
    assertThat(fit.relativeError()).isLessThan(1e-3);
    assertThat(fit.dead().size() + fit.duplicates().size()).isPositive();
  }

  @Test
  void saysInOneSentenceWhatIsWrongWithAMatrix() throws IOException {
    FloatMatrix a = random("a", 8, 5);
    Npy.write(folder.resolve("A.npy"), a);
    assertThat(run("--matrix", folder + "/A.npy", "--k", "6", "--out", folder + "/out"))
        .contains("lower --k from 6 to at most 5")
        .hasLineCount(1);
    a.values()[13] = -2;
    Npy.write(folder.resolve("B.npy"), a);
    assertThat(run("--matrix", folder + "/B.npy", "--k", "2", "--out", folder + "/out"))
        .contains("-2.0 in row 2, column 3")
        .hasLineCount(1);
    a.values()[13] = Float.NaN;
    Npy.write(folder.resolve("C.npy"), a);
    assertThat(run("--matrix", folder + "/C.npy", "--k", "2", "--out", folder + "/out"))
        .contains("NaN in row 2")
        .hasLineCount(1);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void unitsFactorsDependNeitherOnShardsNorOnThreads() throws IOException {
    study(2);
    assertThat(runUnits("one", "--threads", "1")).isEmpty();
    Map<String, List<Byte>> expected = files("one");
    assertThat(expected).hasSize(3 * 3).containsKey("siteA-3/W.npy");
    study(5);
    runUnits("many", "--threads", "2", "--shard", "1/2");
    runUnits("many", "--threads", "2", "--shard", "2/2");
    assertThat(files("many")).isEqualTo(expected);
  }

  @Test
  void rowsAreThoseOfTheStrongestImagesInOrderOfTheirIds() throws IOException {
    study(3);
    runUnits("out");
    FloatMatrix u = Factorization.codes(folder.resolve("out/siteA-3"));
    FloatMatrix w = Factorization.dictionary(folder.resolve("out/siteA-3"));
    FloatMatrix a = new FloatMatrix(TOP * ROWS, CHANNELS);
    List<String> strongest = images().subList(0, TOP).stream().sorted().toList();
    for (int i = 0; i < TOP; i++) {
      float[] image = random("siteA" + strongest.get(i), ROWS, CHANNELS).values();
      System.arraycopy(image, 0, a.values(), i * image.length, image.length);
    }
    Factorization.Fit fit = Factorization.fit(folder.resolve("out/siteA-3/fit.json"));
    assertThat(relativeError(a, u, w)).isCloseTo(fit.relativeError(), within(1e-6));
  }

  @Test
  void namesAnImageOfThePoolThatTheActivationsLack() throws IOException {
    study(1);
    Pools.Pool pool = new Pools.Pool(List.of(new Pools.Ranked("missing.png", 1)), List.of());
    Pools.write(
        folder.resolve("pools.csv"), Map.of(new Pools.Key(new Unit("siteA", 3), "neuron"), pool));
    StudiedUnit.write(
        folder.resolve("units.csv"), List.of(new StudiedUnit("m", new Unit("siteA", 3), 0)));
    assertThat(runUnits("out", "--strongest", "1")).contains("missing.png").hasLineCount(1);
    assertThat(runUnits("out", "--strongest", "2"))
        .contains("--strongest 2 is more than the 1 ")
        .hasLineCount(1);
    assertThat(folder.resolve("out/siteA-3")).doesNotExist();
  }

  /** Three units at two sites over thirty images, in some shards. */
  private void study(int shards) throws IOException {
    List<String> images = images();
    List<Unit> units = List.of(new Unit("siteA", 3), new Unit("siteA", 7), new Unit("siteB", 0));
    Map<Pools.Key, Pools.Pool> pools = new TreeMap<>();
    for (Unit unit : units) {
      List<Pools.Ranked> top = new ArrayList<>();
      for (int i = 0; i < TOP; i++) {
        top.add(new Pools.Ranked(images.get(i), TOP - i));
      }
      pools.put(new Pools.Key(unit, "neuron"), new Pools.Pool(top, List.of()));
    }
    Pools.write(folder.resolve("pools.csv"), pools);
    StudiedUnit.write(
        folder.resolve("units.csv"),
        units.stream().map(unit -> new StudiedUnit("m", unit, 0)).toList());
    deleteShards();
    for (int shard = 0; shard < shards; shard++) {
      for (String site : List.of("siteA", "siteB")) {
        writeShard(folder.resolve("activations/" + (shard + 1)), site, shard, shards);
      }
    }
  }

  private void writeShard(Path out, String site, int shard, int shards) throws IOException {
    List<String> images = new ArrayList<>(images());
    Collections.reverse(images);
    List<String> part = new ArrayList<>();
    for (int i = shard; i < images.size(); i += shards) {
      part.add(images.get(i));
    }
    float[] values = new float[part.size() * ROWS * CHANNELS];
    for (int i = 0; i < part.size(); i++) {
      float[] image = random(site + part.get(i), ROWS, CHANNELS).values();
      System.arraycopy(image, 0, values, i * image.length, image.length);
    }
    Files.createDirectories(out);
    Npy.write(ActivationStore.array(out, site), values, part.size(), ROWS, CHANNELS);
    ActivationStore.writeImages(out, site, part);
  }

  private void deleteShards() throws IOException {
    if (Files.exists(folder.resolve("activations"))) {
      try (Stream<Path> files = Files.walk(folder.resolve("activations"))) {
        for (Path file : files.sorted(Collections.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }

  /** Ids whose order is not that of the ranking. */
  private static List<String> images() {
    return Stream.iterate(0, i -> i < IMAGES, i -> i + 1)
        .map(i -> "class%d/%02d.png".formatted(i % 3, i * 7 % IMAGES))
        .toList();
  }

  private String runUnits(String out, String... more) throws IOException {
    List<String> args = new ArrayList<>(List.of("--activations"));
    try (Stream<Path> shards = Files.list(folder.resolve("activations"))) {
      shards.sorted().forEach(shard -> args.add(shard.toString()));
    }
    args.addAll(List.of("--pools", folder + "/pools.csv", "--units", folder + "/units.csv"));
    args.addAll(List.of("--k", "4", "--out", folder.resolve(out).toString()));
    args.addAll(Arrays.asList(more));
    if (!args.contains("--strongest")) {
      args.addAll(List.of("--strongest", String.valueOf(TOP)));
    }
    return run(args.toArray(String[]::new));
  }

  /** What the tool said on the error stream; empty where it did its work. */
  private static String run(String... args) {
    List<String> line = new ArrayList<>(List.of("factorize"));
    line.addAll(Arrays.asList(args));
    return ToolRun.of(line).refusal();
  }

  private Map<String, List<Byte>> files(String name) throws IOException {
    Map<String, List<Byte>> contents = new TreeMap<>();
    Path root = folder.resolve(name);
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        List<Byte> bytes = new ArrayList<>();
        for (byte b : Files.readAllBytes(file)) {
          bytes.add(b);
        }
        contents.put(root.relativize(file).toString(), bytes);
      }
    }
    return contents;
  }

  private static FloatMatrix random(String name, int n, int p) {
    UniformRandomProvider random = Draws.generator(1, "test", name);
    FloatMatrix a = new FloatMatrix(n, p);
    for (int i = 0; i < a.values().length; i++) {
      a.values()[i] = Math.max(0, 2 * random.nextFloat() - 1);
    }
    return a;
  }

  private static double relativeError(FloatMatrix a, FloatMatrix u, FloatMatrix w) {
    double residuals = 0;
    double squares = 0;
    for (int i = 0; i < a.rows(); i++) {
      for (int j = 0; j < a.columns(); j++) {
        double fitted = 0;
        for (int t = 0; t < w.rows(); t++) {
          fitted += (double) u.get(i, t) * w.get(t, j);
        }
        residuals += Math.pow(a.get(i, j) - fitted, 2);
        squares += Math.pow(a.get(i, j), 2);
      }
    }
    return Math.sqrt(residuals / squares);
  }
}
