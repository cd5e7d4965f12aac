package org.pragnanz.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.pragnanz.data.Pools;
import org.pragnanz.data.Pools.Ranked;
import org.pragnanz.data.Unit;
import org.pragnanz.fault.InputException;

class TargetsTest {
  private static final Pools.Key KEY = new Pools.Key(new Unit("layer1.0.bn1", 3), "neuron");

  private static List<Ranked> pool(int n) {
    return IntStream.range(0, n).mapToObj(i -> new Ranked("image" + i, n - i)).toList();
  }

  @Property
  void showsNoImageTwiceAndOnlyTheStrongest(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 12) int references,
      @ForAll @IntRange(min = 1, max = 20) int spare,
      @ForAll @IntRange(max = 9) int trial) {
    int from = references + spare;
    Targets targets =
        Targets.draw(
            seed, Kind.MAIN, KEY, trial, pool(from + 5), new Targets.Rule(references, from));
    assertThat(targets.references()).hasSize(references);
    assertThat(targets.images())
        .hasSize(references + 1)
        .isSubsetOf(pool(from + 5).subList(0, from).stream().map(Ranked::image).toList());
  }

  @Test
  void dependsOnItsKeyAlone() {
    Targets.Rule rule = new Targets.Rule(9, 150);
    Targets targets = Targets.draw(1, Kind.MAIN, KEY, 0, pool(150), rule);
    // A longer pool, other draws before: the same.
    assertThat(Targets.draw(1, Kind.MAIN, KEY, 0, pool(150), rule)).isEqualTo(targets);
    assertThat(Targets.draw(2, Kind.MAIN, KEY, 0, pool(150), rule)).isNotEqualTo(targets);
    assertThat(Targets.draw(1, Kind.MAIN, KEY, 1, pool(150), rule)).isNotEqualTo(targets);
    assertThat(Targets.draw(1, Kind.PRACTICE, KEY, 0, pool(150), rule)).isNotEqualTo(targets);
    Pools.Key craft = new Pools.Key(KEY.unit(), "craft");
    assertThat(Targets.draw(1, Kind.MAIN, craft, 0, pool(150), rule)).isNotEqualTo(targets);
  }

  @Test
  void drawsEveryImageEquallyOften() {
    Map<String, Integer> counts = new HashMap<>();
    int draws = 4000;
    for (int trial = 0; trial < draws; trial++) {
      Targets.draw(7, Kind.MAIN, KEY, trial, pool(20), new Targets.Rule(9, 20))
          .images()
          .forEach(image -> counts.merge(image, 1, Integer::sum));
    }
    // Binomial with p = 1/2: five standard deviations.
    double expected = draws * 10 / 20.0;
    double deviation = 5 * Math.sqrt(draws * 0.25);
    assertThat(counts).hasSize(20);
    assertThat(counts.values())
        .allSatisfy(
            n -> assertThat((double) n).isBetween(expected - deviation, expected + deviation));
  }

  @Test
  void saysWhatToLowerForASmallPool() {
    assertThatThrownBy(() -> Targets.draw(1, Kind.MAIN, KEY, 0, pool(60), new Targets.Rule(9, 150)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "The pool of layer1.0.bn1-3-neuron holds 60 strong images and 150 are to be drawn"
                + " from; lower --from to 60.");
    assertThatThrownBy(() -> Targets.draw(1, Kind.MAIN, KEY, 0, pool(6), new Targets.Rule(9, 150)))
        .hasMessageEndingWith("lower --from to 6 and --references to 5.");
  }
}
