package org.pragnanz.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.pragnanz.concurrent.Workers;
import org.pragnanz.random.Draws;
import org.pragnanz.testing.SharedData;

class NmfTest {
  /** scikit-learn 1.2.1, {@code NMF(10, init='nndsvda', solver='cd', tol=1e-6, max_iter=2000)}. */
  @Test
  void reachesTheErrorOfScikitLearn() throws IOException {
    JsonNode cases =
        new ObjectMapper().readTree(SharedData.reference("nmf.json").toFile()).get("cases");
    assertThat(cases).isNotEmpty();
    for (JsonNode expected : cases) {
      FloatMatrix a = FormulaMatrix.of(expected.get("n").asInt(), expected.get("p").asInt());
      double sum = 0;
      for (float v : a.values()) {
        sum += v;
      }
      assertThat(sum / expected.get("A_sum").asDouble()).isCloseTo(1, within(1e-6));
      for (int i = 0; i < 4; i++) {
        assertThat((double) a.values()[i])
            .isCloseTo(expected.get("A_first4").get(i).asDouble(), within(1e-5));
      }
      Nmf.Result result = Nmf.fit(a, new Nmf.Options(10, 1e-6, 2000, 0, 0), 2);
      JsonNode reference = expected.get("cd_nndsvda_tol1e-06_max2000");
      assertThat(result.converged()).isTrue();
      assertThat(result.relativeError()).isLessThan(1.001 * reference.get("error").asDouble());
      assertThat(result.iterations())
          .isBetween(
              reference.get("iterations").asInt() / 2, 2 * reference.get("iterations").asInt());
    }
  }

  @Test
  void bitsDoNotDependOnThreads() {
    FloatMatrix a = FormulaMatrix.of(1200, 256);
    Nmf.Options options = new Nmf.Options(10, 0, 5, 0, 0);
    Nmf.Result one = Nmf.fit(a, options, 1);
    Nmf.Result three = Nmf.fit(a, options, 3);
    assertThat(three.codes().values()).isEqualTo(one.codes().values());
    assertThat(three.dictionary().values()).isEqualTo(one.dictionary().values());
    assertThat(three.errors()).isEqualTo(one.errors());
    assertThat(three.relativeError()).isEqualTo(one.relativeError());
  }

  @Test
  void refusesMoreComponentsThanTheMatrixHasColumns() {
    assertThatThrownBy(
            () -> Nmf.fit(new FloatMatrix(20, 3), new Nmf.Options(4, 1e-4, 200, 0, 0), 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aZeroMatrixHasZeroFactors() {
    Nmf.Result result = Nmf.fit(new FloatMatrix(20, 5), new Nmf.Options(3, 1e-4, 200, 0, 0), 1);
    assertThat(result.dictionary().values()).containsOnly(0);
    assertThat(result.codes().values()).containsOnly(0);
    assertThat(result.relativeError()).isZero();
  }

  @Test
  void restartsNeverMakeItWorse() {
    FloatMatrix a = random(7, 40, 12);
    Nmf.Result alone = Nmf.fit(a, new Nmf.Options(5, 1e-6, 500, 0, 3), 1);
    Nmf.Result restarted = Nmf.fit(a, new Nmf.Options(5, 1e-6, 500, 8, 3), 1);
    assertThat(restarted.relativeError()).isLessThanOrEqualTo(alone.relativeError());
    assertThat(restarted.start() > 0).isEqualTo(restarted.relativeError() < alone.relativeError());
  }

  @Property(tries = 40)
  void factorsAreNonNegativeAndTheErrorNeverRises(
      @ForAll long seed,
      @ForAll @IntRange(min = 6, max = 300) int n,
      @ForAll @IntRange(min = 6, max = 40) int p,
      @ForAll @IntRange(min = 1, max = 6) int k) {
    FloatMatrix a = random(seed, n, p);
    Nmf.Result result = Nmf.fit(a, new Nmf.Options(k, 1e-5, 60, 1, seed), 1);
    for (FloatMatrix factor : List.of(result.codes(), result.dictionary())) {
      for (float v : factor.values()) {
        assertThat(v).isGreaterThanOrEqualTo(0).isFinite();
      }
    }
    // The squares, since the curve comes from float32 products: exact to some 1e-7 of ‖A‖².
    List<Double> losses = result.errors().stream().map(error -> error * error).toList();
    for (int i = 1; i < losses.size(); i++) {
      assertThat(losses.get(i)).isLessThanOrEqualTo(losses.get(i - 1) + 1e-6);
    }
    assertThat(Math.pow(result.relativeError(), 2))
        .isCloseTo(losses.get(losses.size() - 1), within(1e-6));
  }

  /** Exactly, for powers of two; the start is scaled too, since NNDSVDa's filling is not. */
  @Property(tries = 20)
  void scalingTheMatrixScalesTheFactors(@ForAll long seed) {
    FloatMatrix a = random(seed, 50, 20);
    FloatMatrix scaled = scaled(a, 16);
    Factors factors =
        new Factors(4, 50, 20, random(seed + 1, 4, 50).values(), random(seed + 2, 4, 20).values());
    Factors ofScaled = new Factors(4, 50, 20, scaled(factors.u(), 4), scaled(factors.w(), 4));
    try (Workers workers = new Workers(1)) {
      CoordinateDescent descent = new CoordinateDescent(new Chunks(a, workers), factors, workers);
      CoordinateDescent descentOfScaled =
          new CoordinateDescent(new Chunks(scaled, workers), ofScaled, workers);
      for (int round = 0; round < 20; round++) {
        descent.round();
        descentOfScaled.round();
      }
      assertThat(descentOfScaled.factors().w()).isEqualTo(scaled(descent.factors().w(), 4));
      assertThat(descentOfScaled.factors().u()).isEqualTo(scaled(descent.factors().u(), 4));
      assertThat(descentOfScaled.squaredResiduals()).isEqualTo(256 * descent.squaredResiduals());
    }
  }

  private static FloatMatrix scaled(FloatMatrix a, float factor) {
    return new FloatMatrix(a.rows(), a.columns(), scaled(a.values(), factor));
  }

  private static float[] scaled(float[] values, float factor) {
    float[] scaled = values.clone();
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] *= factor;
    }
    return scaled;
  }

  /** Activations after a ReLU: about half of them zero. */
  private static FloatMatrix random(long seed, int n, int p) {
    UniformRandomProvider random = Draws.generator(seed, "test matrix");
    FloatMatrix a = new FloatMatrix(n, p);
    for (int i = 0; i < a.values().length; i++) {
      a.values()[i] = Math.max(0, random.nextFloat() * 2 - 1);
    }
    return a;
  }
}
