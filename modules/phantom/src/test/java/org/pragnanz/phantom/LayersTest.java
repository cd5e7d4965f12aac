package org.pragnanz.phantom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pragnanz.concurrent.Workers;
import org.pragnanz.files.Tensor;
import org.pragnanz.random.Draws;

class LayersTest {
  @Test
  void gaborFiltersAreBlindToEvenLightAndAnswerTheirOwnWaveWithItsAmplitude() {
    float[][] filters = Gabor.filters();

    assertThat(filters).hasNumberOfRows(160);
    for (float[] filter : filters) {
      double sum = 0;
      for (float value : filter) {
        sum += value;
      }
      assertThat(sum).isCloseTo(0, within(1e-5));
    }
    double answer = 0;
    for (int i = 0; i < filters[0].length; i++) {
      int x = i % Gabor.SIZE - Gabor.SIZE / 2;
      answer += filters[0][i] * 0.3 * Math.cos(2 * Math.PI * x / 6);
    }
    assertThat(answer).isCloseTo(0.3, within(0.01));
  }

  @Property(tries = 6)
  void mixturesAddAsManyPatternsAsAskedEvenlyAndCanBeUnmixed(
      @ForAll long seed, @ForAll @IntRange(min = 2, max = 4) int ones) {
    float[][] mixture = Mixing.draw(Draws.generator(seed, "test"), 24, 24, ones);

    for (int i = 0; i < 24; i++) {
      float row = 0;
      float column = 0;
      for (int j = 0; j < 24; j++) {
        assertThat(mixture[i][j]).isIn(0f, 1f);
        row += mixture[i][j];
        column += mixture[j][i];
      }
      assertThat(row).isEqualTo(ones);
      assertThat(column).isEqualTo(ones);
    }
    float[][] other = Mixing.draw(Draws.generator(seed, "other"), 20, 24, 4);
    float[][] product = new float[20][24];
    Rows.addProduct(Mixing.between(mixture, other), 0, mixture, product);
    for (int i = 0; i < 20; i++) {
      assertThat(product[i]).containsExactly(other[i], within(1e-4f));
    }
  }

  @Test
  void ridgeFindsALinearRuleWithItsIntercept() {
    UniformRandomProvider random = Draws.generator(1, "ridge");
    Ridge.Batch[] batches = new Ridge.Batch[50];
    for (int b = 0; b < batches.length; b++) {
      float[][] x = new float[2][40];
      float[][] y = new float[1][40];
      for (int i = 0; i < 40; i++) {
        x[0][i] = random.nextFloat();
        x[1][i] = random.nextFloat();
        y[0][i] = 2 * x[0][i] - x[1][i] + 0.5f;
      }
      batches[b] = new Ridge.Batch(x, y);
    }

    try (Workers workers = new Workers(2)) {
      float[][] fitted = Ridge.fit(batches.length, b -> batches[b], workers);
      assertThat(fitted[0]).containsExactly(new float[] {2, -1, 0.5f}, within(0.02f));
    }
  }

  @Test
  @Tag("slow")
  void fitsTheSameBitsOnAnyNumberOfThreads() {
    assertThat(flat(fit(1))).isEqualTo(flat(fit(3)));
  }

  private static Map<String, Tensor> fit(int threads) {
    try (Workers workers = new Workers(threads)) {
      return new Fit(World.of(5), 45, workers).network("weights").tensors();
    }
  }

  private static Map<String, java.util.List<Float>> flat(Map<String, Tensor> tensors) {
    Map<String, java.util.List<Float>> flat = new HashMap<>();
    tensors.forEach(
        (name, tensor) -> {
          java.util.List<Float> values = new java.util.ArrayList<>();
          for (float value : tensor.values()) {
            values.add(value);
          }
          flat.put(name, values);
        });
    return flat;
  }
}
