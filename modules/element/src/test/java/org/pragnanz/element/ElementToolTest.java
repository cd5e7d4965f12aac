package org.pragnanz.element;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.basis.Bases;
import org.pragnanz.basis.Basis;
import org.pragnanz.basis.Factorization;
import org.pragnanz.data.ActivationStore;
import org.pragnanz.data.ImageImportance;
import org.pragnanz.data.Pools;
import org.pragnanz.data.Pools.Ranked;
import org.pragnanz.data.StudiedUnit;
import org.pragnanz.data.Unit;
import org.pragnanz.files.Npy;
import org.pragnanz.matrix.FloatMatrix;
import org.pragnanz.testing.ToolRun;

/**
 * A unit whose twelve images are known combinations of three elements: element 1 is the largest in
 * most of the strongest images, element 0 in the others, element 2 in none.
 */
class ElementToolTest {
  private static final Unit UNIT = new Unit("site", 1);
  private static final Pools.Key NEURON = new Pools.Key(UNIT, "neuron");
  private static final Pools.Key CRAFT = new Pools.Key(UNIT, "craft");
  private static final int TOP = 8;

  /** Elements of length 1 over five channels. */
  private static final float[][] ELEMENTS = {
    {1, 0, 0, 0, 0}, {0, 0.6f, 0.8f, 0, 0}, {0, 0, 0, 0.8f, 0.6f},
  };

  /** Codes of image i; the last four are the neuron's weakest. */
  private static final float[][] CODES = {
    {1, 9, 0},
    {2, 7, 0},
    {8, 3, 1},
    {1, 6, 2},
    {0, 5, 0},
    {5, 4, 0},
    {1, 4.5f, 0},
    {6, 2, 1},
    {3, 0, 0},
    {0, 0, 2},
    {0, 1, 0},
    {2, 0, 0},
  };

  private static final Factorization.Fit FIT =
      new Factorization.Fit(
          TOP * 2, 5, 3, 0, 1, true, 1e-4, 1, 0, 0, "nndsvda", List.of(), List.of(), List.of(0.0));

  @TempDir Path folder;

  @BeforeEach
  void study() throws IOException {
    List<Ranked> ranking =
        IntStream.range(0, CODES.length)
            .mapToObj(i -> new Ranked(image(i), activation(i)[1]))
            .sorted(Comparator.comparingDouble(r -> -r.activation()))
            .toList();
    List<Ranked> bottom = new ArrayList<>(ranking.subList(TOP, CODES.length));
    Collections.reverse(bottom);
    Pools.write(
        folder.resolve("pools.csv"),
        Map.of(NEURON, new Pools.Pool(ranking.subList(0, TOP), bottom)));
    StudiedUnit.write(folder.resolve("units.csv"), List.of(new StudiedUnit("m", UNIT, 0)));
    float[] values = new float[CODES.length * 5];
    for (int i = 0; i < CODES.length; i++) {
      System.arraycopy(activation(i), 0, values, i * 5, 5);
    }
    Path shard = folder.resolve("activations");
    Npy.write(ActivationStore.array(shard, "site"), values, CODES.length, 5);
    ActivationStore.writeImages(
        shard, "site", IntStream.range(0, CODES.length).mapToObj(this::image).toList());
    factors(1, 1, 1);
  }

  @Test
  void choosesTheElementThatMostOftenHasTheLargestCode() throws IOException {
    assertThat(run()).isEmpty();
    Basis craft = Bases.read(folder.resolve("out")).get(CRAFT);
    assertThat(craft.element()).isEqualTo(1);
    assertThat(craft.direction()).containsExactly(ELEMENTS[1], within(1e-6f));
    assertThat(craft.codes(activation(3), 1)[0]).isCloseTo(6, within(1e-6));
    assertThat(Files.readString(folder.resolve("out/elements.csv")))
        .isEqualTo(
            """
            layer,channel,basis,element,frequency,channels
            site,1,craft,1,0.625,5
            site,1,neuron,-1,1.0,5
            """);
  }

  @Test
  void ranksThePoolAlongTheElementAndZerosByTheirInnerProduct() throws IOException {
    run();
    Map<Pools.Key, Pools.Pool> pools = Pools.read(folder.resolve("out/pools.csv"));
    assertThat(pools.get(NEURON)).isEqualTo(Pools.read(folder.resolve("pools.csv")).get(NEURON));
    Pools.Pool craft = pools.get(CRAFT);
    assertThat(images(craft.top()))
        .containsExactlyElementsOf(
            List.of(0, 1, 3, 4, 6, 5, 2, 7).stream().map(this::image).toList());
    assertThat(craft.top().get(0).activation()).isCloseTo(9, within(1e-6));
    // Images 8, 9 and 11 have code and inner product 0 and are in order of their ids.
    assertThat(images(craft.bottom())).containsExactly(image(11), image(9), image(8), image(10));
  }

  @Test
  void theLengthOfTheFittedElementsDoesNotMatter() throws IOException {
    run();
    Map<Pools.Key, Pools.Pool> expected = Pools.read(folder.resolve("out/pools.csv"));
    for (String codes : List.of("mean", "rows")) {
      factors(0.01f, 30, 1000);
      assertThat(run("--codes", codes)).isEmpty();
      assertThat(Bases.read(folder.resolve("out")).get(CRAFT).element()).isEqualTo(1);
      List<Ranked> top = Pools.read(folder.resolve("out/pools.csv")).get(CRAFT).top();
      assertThat(images(top)).isEqualTo(images(expected.get(CRAFT).top()));
      assertThat(top.get(0).activation()).isCloseTo(9, within(1e-4));
    }
    // As fitted, the short element 0 has the largest codes wherever it is used at all.
    run("--scale", "fitted");
    assertThat(Bases.read(folder.resolve("out")).get(CRAFT).element()).isZero();
  }

  @Test
  void choosesByImportanceOrAtRandomAmongLiveElements() throws IOException {
    ImageImportance.write(
        folder.resolve("importance.csv"),
        IntStream.range(0, 3)
            .mapToObj(t -> new ImageImportance("m", CRAFT, t, "image", t == 2 ? 4.5 : -1))
            .toList());
    String table = folder.resolve("importance.csv").toString();
    assertThat(run("--strategy", "importance", "--importance", table)).isEmpty();
    assertThat(Bases.read(folder.resolve("out")).get(CRAFT).element()).isEqualTo(2);
    factors(1, 0, 0);
    for (int seed = 0; seed < 5; seed++) {
      run("--strategy", "random", "--seed", String.valueOf(seed));
      assertThat(Bases.read(folder.resolve("out")).get(CRAFT).element()).isZero();
    }
  }

  @Test
  void saysInOneSentenceWhatIsMissing() throws IOException {
    factors(0, 0, 0);
    assertThat(run()).contains("dictionary of unit site-1").contains("all zero").hasLineCount(1);
    Files.move(folder.resolve("factors/site-1"), folder.resolve("factors/site-2"));
    assertThat(run()).contains("0 factorizations of unit site-1").hasLineCount(1);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  /** A factorization of the strongest images whose elements have these lengths. */
  private void factors(float... lengths) throws IOException {
    FloatMatrix w = new FloatMatrix(3, 5);
    for (int t = 0; t < 3; t++) {
      for (int j = 0; j < 5; j++) {
        w.values()[t * 5 + j] = lengths[t] * ELEMENTS[t][j];
      }
    }
    List<String> strongest =
        images(Pools.read(folder.resolve("pools.csv")).get(NEURON).top()).stream()
            .sorted()
            .toList();
    FloatMatrix u = new FloatMatrix(TOP * 2, 3);
    for (int i = 0; i < TOP; i++) {
      float[] codes = CODES[Integer.parseInt(strongest.get(i).substring(6, 8))];
      for (int t = 0; t < 3; t++) {
        // Two rows an image, the mean of which is the image's code.
        u.values()[(2 * i) * 3 + t] = lengths[t] == 0 ? 0 : 1.5f * codes[t] / lengths[t];
        u.values()[(2 * i + 1) * 3 + t] = lengths[t] == 0 ? 0 : 0.5f * codes[t] / lengths[t];
      }
    }
    Factorization.write(folder.resolve("factors/site-1"), u, w, FIT);
  }

  private static float[] activation(int image) {
    float[] sum = new float[5];
    for (int t = 0; t < 3; t++) {
      for (int j = 0; j < 5; j++) {
        sum[j] += CODES[image][t] * ELEMENTS[t][j];
      }
    }
    return sum;
  }

  private String image(int i) {
    return "photo-%02d.png".formatted(i);
  }

  private static List<String> images(List<Ranked> ranked) {
    return ranked.stream().map(Ranked::image).toList();
  }

  /** What the tool said on the error stream; empty where it did its work. */
  private String run(String... more) {
    List<String> args = new ArrayList<>(List.of("element", "--factors", folder + "/factors"));
    args.addAll(List.of("--activations", folder + "/activations"));
    args.addAll(List.of("--pools", folder + "/pools.csv", "--units", folder + "/units.csv"));
    args.addAll(List.of("--strongest", String.valueOf(TOP), "--out", folder + "/out"));
    args.addAll(Arrays.asList(more));
    return ToolRun.of(args).refusal();
  }
}
