package org.pragnanz.basis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.data.Pools;
import org.pragnanz.data.Unit;
import org.pragnanz.fault.InputException;
import org.pragnanz.files.Npy;
import org.pragnanz.matrix.FloatMatrix;

class BasesTest {
  private static final Unit UNIT = new Unit("features.4", 2);

  /** Two elements over three channels that are not orthogonal. */
  private static final FloatMatrix DICTIONARY =
      new FloatMatrix(2, 3, new float[] {1, 0, 0, 0.6f, 0, 0.8f});

  @TempDir Path folder;

  @Test
  void readsEachUnitsBases() throws IOException {
    write("craft", 1, 3);
    Map<Pools.Key, Basis> bases = Bases.read(folder);
    Basis neuron = bases.get(new Pools.Key(UNIT, "neuron"));
    Basis craft = bases.get(new Pools.Key(UNIT, "craft"));
    assertThat(neuron.direction()).containsExactly(0, 0, 1);
    assertThat(craft.direction()).containsExactly(0.6f, 0, 0.8f);
    assertThat(craft.dictionary()).extracting(Basis::element).containsExactly(0, 1);
    assertThat(neuron.dictionary()).isEmpty();
  }

  @Test
  void codesHoldTheWholeDictionaryFixed() {
    // 2·(1, 0, 0) + 5·(0.6, 0, 0.8): the neuron sees one channel, the element its own part.
    float[] activations = {5, 0, 4, 3, 0, 0};
    assertThat(new NeuronBasis(2, 3).codes(activations, 2)).containsExactly(4, 0);
    assertThat(new CraftBasis(DICTIONARY, 1).codes(activations, 2))
        .containsExactly(new double[] {5, 0}, within(1e-6));
    assertThat(new CraftBasis(DICTIONARY, 0).codes(activations, 2)[0]).isCloseTo(2, within(1e-6));
  }

  @Test
  void importanceIsTheDerivativeAlongTheDirectionTimesTheCodeSummedOverPositions() {
    float[] activations = {5, 0, 4, 3, 0, 0};
    float[] gradient = {10, 7, 100, -1, 7, 3};
    assertThat(new NeuronBasis(2, 3).importance(activations, gradient, 2)).isEqualTo(400);
    assertThat(new NeuronBasis(0, 3).importance(activations, gradient, 2)).isEqualTo(50 - 3);
    assertThat(new CraftBasis(DICTIONARY, 1).importance(activations, gradient, 2))
        .isCloseTo((0.6 * 10 + 0.8 * 100) * 5, within(1e-4));
  }

  @Test
  void saysWhatDoesNotFit() throws IOException {
    write("craft", 2, 3);
    assertThatThrownBy(() -> Bases.read(folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("2×3, which does not fit element 2");
    write("topics", 0, 3);
    assertThatThrownBy(() -> Bases.read(folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("the basis 'topics'");
    write("craft", 0, 2);
    assertThatThrownBy(() -> Bases.read(folder))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("2 channels and no channel 2");
  }

  private void write(String basis, int element, int channels) throws IOException {
    Npy.write(Bases.dictionary(folder, new Pools.Key(UNIT, "craft")), DICTIONARY);
    Bases.write(
        folder,
        List.of(
            new Bases.Chosen(new Pools.Key(UNIT, basis), element, 0.5, channels),
            new Bases.Chosen(new Pools.Key(UNIT, "neuron"), -1, 1, channels)));
  }
}
