package org.pragnanz.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pragnanz.data.Catalog;
import org.pragnanz.data.Pools;
import org.pragnanz.data.Unit;
import org.pragnanz.fault.InputException;
import org.pragnanz.random.Draws;
import org.pragnanz.testing.RoundTrip;
import org.pragnanz.testing.SmallPools;

class MatchingTest {
  private static final List<String> STRONG = SmallPools.images("n01440764", 12);
  private static final List<String> WEAK = SmallPools.images("n04398044", 12);
  private static final Targets.Rule RULE = new Targets.Rule(3, 8);

  @TempDir Path dir;
  private final Map<Pools.Key, Pools.Pool> pools = pools(List.of(new Unit("conv", 3)));
  private Catalog catalog;

  private static Map<Pools.Key, Pools.Pool> pools(List<Unit> units) {
    Map<Pools.Key, Pools.Pool> pools = new HashMap<>();
    for (Unit unit : units) {
      for (String basis : List.of("neuron", "craft")) {
        pools.put(new Pools.Key(unit, basis), SmallPools.pool(STRONG, WEAK));
      }
    }
    return pools;
  }

  private static Matching matching(long seed, Map<Pools.Key, Pools.Pool> pools, int trials) {
    Matching matching = new Matching(RULE.from(), new TreeMap<>(), new TreeMap<>());
    pools.forEach(
        (key, pool) -> {
          for (int i = 0; i < trials; i++) {
            TrialKey trial = new TrialKey(key, i);
            Targets targets = Targets.draw(seed, Kind.MAIN, key, i, pool.top(), RULE);
            matching.targets().put(trial, targets);
            matching
                .contrasts()
                .put(
                    trial,
                    Contrast.draw(Draws.generator(seed, "test", trial), targets, WEAK)
                        .orElseThrow());
          }
        });
    return matching;
  }

  @BeforeEach
  void writeAMatching() throws IOException {
    Catalog.write(
        dir.resolve("catalog.csv"),
        SmallPools.entries(Stream.concat(STRONG.stream(), WEAK.stream()).toList()));
    catalog = Catalog.read(dir.resolve("catalog.csv"));
    matching(1, pools, 2).write(dir);
  }

  @Property(tries = 50)
  void readsBackTheTargetsThatItWrote(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 12) int trials,
      @ForAll @Chars({'a', ',', '"', '.', ' ', 'ü'}) String layer)
      throws IOException {
    Matching made =
        matching(seed, pools(List.of(new Unit(layer, 7), new Unit("conv", 10))), trials);
    Targets.Table table = new Targets.Table(made.from(), made.targets());
    assertThat(RoundTrip.of(table, Targets::write, Targets::read)).isEqualTo(table);
    assertThat(RoundTrip.of(made.contrasts(), Contrast::write, Contrast::read))
        .isEqualTo(made.contrasts());
  }

  @Property(tries = 50)
  void readsBackItsOtherTables(
      @ForAll List<@IntRange(max = 9) Integer> climbs,
      @ForAll List<@Chars({'a', ',', '"', '\n', 'ü'}) String> reasons)
      throws IOException {
    Pools.Key key = new Pools.Key(new Unit("conv", 3), "craft");
    List<Climbs> climbed = climbs.stream().map(n -> new Climbs(key, n)).toList();
    assertThat(RoundTrip.of(climbed, Climbs::write, Climbs::read)).isEqualTo(climbed);
    List<Unmatched> unmatched =
        reasons.stream()
            .map(reason -> new Unmatched(new TrialKey(key, reason.length()), reason))
            .toList();
    assertThat(RoundTrip.of(unmatched, Unmatched::write, Unmatched::read)).isEqualTo(unmatched);
  }

  @Test
  void readsBackAFolder() throws IOException {
    Matching read = Matching.read(dir, pools, catalog);
    assertThat(read).isEqualTo(matching(1, pools, 2));
    assertThat(read.references()).isEqualTo(3);
    assertThat(read.climbs()).extracting(Climbs::climbs).containsExactly(0, 0);
  }

  @Test
  void aUnitLeavesEveryBasis() {
    Map<Pools.Key, Pools.Pool> two = pools(List.of(new Unit("conv", 3), new Unit("conv", 4)));
    Matching left = matching(1, two, 2).without(Set.of(new Unit("conv", 4)));
    assertThat(left).isEqualTo(matching(1, pools, 2));
  }

  /** In both tables lines 2 to 4 are a panel, then comes a query. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "targets.csv|2|image|n01440764/099.png|column 'image' names 'n01440764/099.png', which the catalog does not list",
        "targets.csv|2|image|n04398044/001.png|which is not among the 8 strongest images of conv-3-craft; give the pools that match was given",
        "targets.csv|3|channel|5|column 'channel' names conv-5-craft, of which there is no pool",
        "targets.csv|3|position|0|column 'position' is not the next position, 1",
        "targets.csv|3|from|9|column 'from' differs from the rows before",
        "targets.csv|3|role|foil|column 'role' is neither 'reference' nor 'query'",
        "targets.csv|9|trial|0|column 'role' names a second query for the same trial",
        "contrasts.csv|2|image|n01440764/099.png|which the catalog does not list",
        "contrasts.csv|2|image|n01440764/001.png|is not among the weakest images of conv-3-craft",
        "contrasts.csv|2|trial|2|column 'trial' is 2 of conv-3-craft, which targets.csv does not name",
        "contrasts.csv|2|basis|topics|column 'channel' names conv-3-topics, of which there is no pool",
      })
  void namesFileAndLineOfWhatIsWrong(
      String table, int line, String column, String value, String message) throws IOException {
    edit(table, line, column, value);
    assertThatThrownBy(() -> Matching.read(dir, pools, catalog))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("%s, line %d: ".formatted(dir.resolve(table), line))
        .hasMessageContaining(message);
  }

  @Test
  void refusesAnImageTwiceInATrial() throws IOException {
    String first = cell("targets.csv", 2, "image");
    edit("targets.csv", 3, "image", first);
    assertThatThrownBy(() -> Matching.read(dir, pools, catalog))
        .hasMessage(
            "%s, line 3: column 'image' names '%s' twice in one trial."
                .formatted(dir.resolve("targets.csv"), first));
  }

  @Test
  void refusesContrastsOfOtherTargets() throws IOException {
    Contrast.write(dir.resolve("contrasts.csv"), matching(2, pools, 2).contrasts());
    assertThatThrownBy(() -> Matching.read(dir, pools, catalog))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(": column 'image' names '")
        .hasMessageContaining("and the trial's target query is '");
  }

  @Test
  void refusesTargetsWithoutContrasts() throws IOException {
    Contrast.write(dir.resolve("contrasts.csv"), matching(1, pools, 1).contrasts());
    assertThatThrownBy(() -> Matching.read(dir, pools, catalog))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith(
            "contrasts.csv has no contrast images of conv-3-craft, trial 1, which targets.csv names; run match again.");
  }

  private String cell(String table, int line, String column) throws IOException {
    List<String> lines = Files.readAllLines(dir.resolve(table));
    return lines.get(line - 1).split(",", -1)[List.of(lines.get(0).split(",", -1)).indexOf(column)];
  }

  private void edit(String table, int line, String column, String value) throws IOException {
    List<String> lines = Files.readAllLines(dir.resolve(table));
    String[] cells = lines.get(line - 1).split(",", -1);
    cells[List.of(lines.get(0).split(",", -1)).indexOf(column)] = value;
    lines.set(line - 1, String.join(",", cells));
    Files.write(dir.resolve(table), lines);
  }
}
