package org.pragnanz.nn.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.EngineException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import org.junit.jupiter.api.Test;

class BatchSizeTest {
  /** A device whose memory holds so many inputs; notes what was tried. */
  private static IntConsumer memoryOf(int inputs, List<Integer> tried) {
    return n -> {
      tried.add(n);
      if (n > inputs) {
        throw new EngineException("CUDA out of memory. Tried to allocate 2.00 GiB");
      }
    };
  }

  @Test
  void halvesUntilTheMemoryHoldsIt() {
    List<Integer> tried = new ArrayList<>();
    assertThat(BatchSize.largest(256, memoryOf(50, tried))).isEqualTo(32);
    assertThat(tried).containsExactly(256, 128, 64, 32);
  }

  @Test
  void failsWhereNotEvenOneFits() {
    assertThatThrownBy(() -> BatchSize.largest(4, memoryOf(0, new ArrayList<>())))
        .isInstanceOf(EngineException.class)
        .hasMessageContaining("out of memory");
  }

  @Test
  void doesNotTakeAnotherFaultForLackOfMemory() {
    List<Integer> tried = new ArrayList<>();
    IntConsumer broken =
        n -> {
          tried.add(n);
          throw new EngineException("an illegal instruction was encountered");
        };
    assertThatThrownBy(() -> BatchSize.largest(8, broken)).hasMessageContaining("illegal");
    assertThat(tried).containsExactly(8);
  }
}
