package org.pragnanz.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.pragnanz.random.Draws;

class PackedMatrixTest {
  /** Bit for bit, whatever the processor's instructions take. */
  @Property(tries = 60)
  void anEntryOfAProductIsOneSumInOrder(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 70) int rows,
      @ForAll @IntRange(min = 1, max = 100) int width,
      @ForAll @IntRange(min = 1, max = 25) int k) {
    float[] x = numbers(seed, rows * width);
    float[] c = numbers(seed + 1, k * rows);
    PackedMatrix packed = new PackedMatrix(rows, width);
    for (int r = 0; r < rows; r++) {
      packed.set(r, x, r * width);
    }
    packed.times(numbers(seed + 2, k * rows), 0, rows, k); // leaves nothing in what comes next
    float[] product = PackedMatrix.trimmed(packed.times(c, 0, rows, k), k, width);
    for (int t = 0; t < k; t++) {
      for (int i = 0; i < width; i++) {
        float sum = 0;
        for (int r = 0; r < rows; r++) {
          sum = Math.fma(x[r * width + i], c[t * rows + r], sum);
        }
        assertThat(product[t * width + i]).isEqualTo(sum);
      }
    }
  }

  @Property(tries = 40)
  void innerProducts(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 200) int width,
      @ForAll @IntRange(min = 1, max = 12) int k) {
    float[] c = numbers(seed, k * width);
    float[] gram = Vectors.gram(PackedMatrix.padded(c, k, 0, width, width), k);
    double[][] expected = Gram.of(c, k);
    for (int s = 0; s < k; s++) {
      for (int t = 0; t < k; t++) {
        assertThat((double) gram[s * k + t]).isCloseTo(expected[s][t], within(1e-6 * width));
      }
    }
  }

  private static float[] numbers(long seed, int count) {
    var random = Draws.generator(seed, "numbers");
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = random.nextFloat();
    }
    return numbers;
  }
}
