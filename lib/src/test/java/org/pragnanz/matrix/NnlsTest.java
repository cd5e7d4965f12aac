package org.pragnanz.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.pragnanz.random.Draws;

class NnlsTest {
  /**
   * {@code scipy.optimize.nnls(numpy.array([[1, 0], [1, 2], [0, 1]]), b)}; for the second the free
   * solution has a negative part.
   */
  @Test
  void agreesWithScipy() {
    Nnls nnls = new Nnls(new FloatMatrix(2, 3, new float[] {1, 1, 0, 0, 2, 1}));
    assertThat(nnls.codes(new float[] {1, 3, 2}))
        .containsExactly(new double[] {2.0 / 3, 4.0 / 3}, within(1e-10));
    assertThat(nnls.codes(new float[] {0, 1, 4}))
        .containsExactly(new double[] {0, 1.2}, within(1e-10));
  }

  @Test
  void anEmptyElementIsNeverUsed() {
    Nnls nnls = new Nnls(new FloatMatrix(2, 2, new float[] {0, 0, 3, 0}));
    assertThat(nnls.codes(new float[] {6, 1})).containsExactly(0, 2);
  }

  @Test
  void equalElementsShareTheirPart() {
    Nnls nnls = new Nnls(new FloatMatrix(3, 2, new float[] {1, 0, 1, 0, 0, 1}));
    double[] codes = nnls.codes(new float[] {6, 1});
    assertThat(codes[0] + codes[1]).isCloseTo(6, within(1e-10));
    assertThat(codes[2]).isCloseTo(1, within(1e-10));
  }

  /** Karush, Kuhn and Tucker: at the minimum no gradient is negative, and none where a code is. */
  @Property(tries = 200)
  void codesAreOptimal(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 10) int k,
      @ForAll @IntRange(min = 10, max = 60) int p) {
    UniformRandomProvider random = Draws.generator(seed, "test");
    FloatMatrix w = new FloatMatrix(k, p);
    float[] a = new float[p];
    for (float[] values : new float[][] {w.values(), a}) {
      for (int i = 0; i < values.length; i++) {
        values[i] = Math.max(0, random.nextFloat() * 2 - 1);
      }
    }
    Nnls nnls = new Nnls(w);
    double[] u = nnls.codes(a);
    double[] products = nnls.products(a, 0);
    for (int t = 0; t < k; t++) {
      double product = 0;
      for (int j = 0; j < p; j++) {
        product += (double) a[j] * w.get(t, j);
      }
      assertThat(products[t]).isEqualTo(product);
      double gradient = -product;
      for (int s = 0; s < k; s++) {
        for (int j = 0; j < p; j++) {
          gradient += (double) w.get(t, j) * w.get(s, j) * u[s];
        }
      }
      assertThat(u[t]).isGreaterThanOrEqualTo(0);
      assertThat(gradient).isGreaterThan(-1e-9);
      assertThat(gradient * u[t]).isCloseTo(0, within(1e-9));
    }
  }
}
