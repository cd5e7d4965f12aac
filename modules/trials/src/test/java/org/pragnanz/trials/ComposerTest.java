package org.pragnanz.trials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.pragnanz.data.Pools;
import org.pragnanz.data.Unit;
import org.pragnanz.random.Draws;
import org.pragnanz.trial.Contrast;
import org.pragnanz.trial.Kind;
import org.pragnanz.trial.Matching;
import org.pragnanz.trial.Targets;
import org.pragnanz.trial.Trial;
import org.pragnanz.trial.TrialKey;
import org.pragnanz.trial.TrialSet.Parameters;

class ComposerTest {
  private static final Parameters PARAMETERS = new Parameters(9, 30, 20, 9, 5);
  private static final List<String> BASES = List.of("craft", "neuron");

  /** Units of layers a, b, c, ...: the depth of layer a is 0, of b 0.1, ... */
  private static List<Unit> units(int n) {
    return IntStream.range(0, n)
        .mapToObj(i -> new Unit(String.valueOf((char) ('a' + i % 10)), i))
        .toList();
  }

  private static Map<Pools.Key, Pools.Pool> pools(List<Unit> units) {
    Map<Pools.Key, Pools.Pool> pools = new HashMap<>();
    for (Unit unit : units) {
      for (String basis : BASES) {
        Pools.Key key = new Pools.Key(unit, basis);
        pools.put(key, new Pools.Pool(ranked(key, "strong", 40), ranked(key, "weak", 25)));
      }
    }
    return pools;
  }

  private static List<Pools.Ranked> ranked(Pools.Key key, String end, int n) {
    return IntStream.range(0, n)
        .mapToObj(i -> new Pools.Ranked(key.id() + "/" + end + i, 0))
        .toList();
  }

  private static Matching matching(long seed, Map<Pools.Key, Pools.Pool> pools, int trials) {
    Matching matching = new Matching(30, new TreeMap<>(), new TreeMap<>());
    pools.forEach(
        (key, pool) -> {
          for (int trial = 0; trial < trials; trial++) {
            Targets targets =
                Targets.draw(seed, Kind.MAIN, key, trial, pool.top(), new Targets.Rule(9, 30));
            List<String> weak = pool.bottom().stream().map(Pools.Ranked::image).toList();
            TrialKey of = new TrialKey(key, trial);
            matching.targets().put(of, targets);
            matching
                .contrasts()
                .put(
                    of,
                    Contrast.draw(Draws.generator(seed, "test", key, trial), targets, weak)
                        .orElseThrow());
          }
        });
    return matching;
  }

  private static Composer composer(long seed, int units, int trials) {
    Map<Pools.Key, Pools.Pool> pools = pools(units(units));
    return new Composer(
        seed,
        PARAMETERS,
        pools,
        matching(seed, pools, trials),
        unit -> (unit.layer().charAt(0) - 'a') / 10.0);
  }

  private static Stream<Trial> of(List<Trial> trials, Kind kind) {
    return trials.stream().filter(trial -> trial.kind() == kind);
  }

  @Property(tries = 30)
  void showsNoImageTwiceButInCatchTrials(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int units) {
    List<Trial> trials = composer(seed, units, 10).compose();
    assertThat(trials).extracting(Trial::id).doesNotHaveDuplicates();
    assertThat(of(trials, Kind.MAIN)).hasSize(units * 2 * 10);
    assertThat(of(trials, Kind.PRACTICE)).hasSize(2 * 9);
    assertThat(of(trials, Kind.CATCH)).hasSize(2 * 5);
    for (Trial trial : trials) {
      assertThat(trial.images()).hasSize(20);
      assertThat(trial.images().distinct()).hasSize(trial.kind() == Kind.CATCH ? 18 : 20);
    }
  }

  @Property(tries = 30)
  void placesTheTargetOnEitherSideEquallyOften(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int trials) {
    List<Trial> composed = composer(seed, 3, trials).compose();
    Map<Pools.Key, List<Trial>> units =
        of(composed, Kind.MAIN).collect(Collectors.groupingBy(Trial::key));
    units.values().forEach(unit -> balanced(unit, trials));
    for (Kind kind : List.of(Kind.PRACTICE, Kind.CATCH)) {
      of(composed, kind)
          .collect(Collectors.groupingBy(Trial::basis))
          .values()
          .forEach(basis -> balanced(basis, kind == Kind.CATCH ? 5 : 9));
    }
  }

  private static void balanced(List<Trial> trials, int n) {
    int right = trials.stream().mapToInt(Trial::target).sum();
    assertThat(trials).hasSize(n);
    assertThat(right).isBetween(n / 2, (n + 1) / 2);
  }

  @Test
  void aUnitsMainTrialsDoNotDependOnOtherUnits() {
    List<Trial> alone = of(composer(3, 1, 10).compose(), Kind.MAIN).toList();
    assertThat(of(composer(3, 8, 10).compose(), Kind.MAIN)).containsAll(alone);
  }

  @Test
  void mainTrialsShowWhatMatchDrewWhateverTheSeed() {
    Composer first = composer(3, 4, 10);
    Composer second = new Composer(4, PARAMETERS, first.pools(), first.matching(), first.depth());
    assertThat(second.compose()).isNotEqualTo(first.compose());
    assertThat(of(second.compose(), Kind.MAIN))
        .extracting(Trial::references, Trial::contrasts, Trial::targetQuery, Trial::foilQuery)
        .isEqualTo(
            of(first.compose(), Kind.MAIN)
                .map(t -> tuple(t.references(), t.contrasts(), t.targetQuery(), t.foilQuery()))
                .toList());
  }

  @Test
  void theTargetIsStrongAndTheFoilWeak() {
    for (Trial trial : composer(5, 3, 10).compose()) {
      assertThat(trial.references()).allMatch(image -> image.contains("/strong"));
      assertThat(trial.targetQuery()).contains("/strong");
      assertThat(trial.contrasts()).allMatch(image -> image.contains("/weak"));
      assertThat(trial.foilQuery()).contains("/weak");
    }
  }

  @Test
  void catchTrialsAreAnsweredByLooking() {
    assertThat(of(composer(5, 3, 10).compose(), Kind.CATCH))
        .allSatisfy(
            trial -> {
              assertThat(trial.references()).contains(trial.targetQuery());
              assertThat(trial.contrasts()).contains(trial.foilQuery());
            });
  }

  @Test
  void practiceIsSpreadOverDepthAndEasy() {
    List<Trial> practice = of(composer(5, 90, 1).compose(), Kind.PRACTICE).toList();
    assertThat(practice.stream().filter(t -> t.basis().equals("neuron")).map(Trial::layer))
        .containsExactly("a", "b", "c", "d", "f", "g", "h", "i", "j");
    assertThat(practice)
        .allSatisfy(
            trial ->
                assertThat(
                        Stream.concat(trial.references().stream(), Stream.of(trial.targetQuery())))
                    .allMatch(image -> Integer.parseInt(image.replaceAll(".*strong", "")) < 20));
  }
}
