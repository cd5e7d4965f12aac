package org.pragnanz.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.pragnanz.data.Pools.Ranked;

class RankingTest {
  @Test
  void breaksTiesByImageAtBothEnds() {
    List<Ranked> images =
        List.of(new Ranked("c", 1), new Ranked("a", 1), new Ranked("b", 2), new Ranked("d", 1));
    Ranking strongest = new Ranking(2, Ranking.STRONGEST);
    Ranking weakest = new Ranking(2, Ranking.WEAKEST);
    images.forEach(strongest::offer);
    images.forEach(weakest::offer);
    assertThat(strongest.ranked()).containsExactly(new Ranked("b", 2), new Ranked("a", 1));
    assertThat(weakest.ranked()).containsExactly(new Ranked("a", 1), new Ranked("c", 1));
  }

  /** Few values, so that ties are common. */
  @Property
  void isTheStartOfTheSortedListInWhateverOrderImagesCome(
      @ForAll @Size(max = 60) List<@IntRange(min = 0, max = 5) Integer> activations,
      @ForAll @IntRange(min = 0, max = 70) int size,
      @ForAll long seed) {
    List<Ranked> images =
        IntStream.range(0, activations.size())
            .mapToObj(i -> new Ranked("image" + i, activations.get(i)))
            .toList();
    List<Ranked> shuffled = new ArrayList<>(images);
    Collections.shuffle(shuffled, new Random(seed));
    for (var order : List.of(Ranking.STRONGEST, Ranking.WEAKEST)) {
      Ranking ranking = new Ranking(size, order);
      shuffled.forEach(ranking::offer);
      assertThat(ranking.ranked()).isEqualTo(images.stream().sorted(order).limit(size).toList());
    }
  }
}
