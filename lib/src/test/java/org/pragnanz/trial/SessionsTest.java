package org.pragnanz.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.pragnanz.testing.SmallTrials;

class SessionsTest {
  private static List<List<Trial>> sessions(Sessions sessions, int n) {
    List<List<Trial>> all = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      all.add(sessions.next());
    }
    return all;
  }

  private static Sessions of(long seed, int units, int trials, int size) {
    return new Sessions(seed, "craft", SmallTrials.study(units, trials, SmallTrials.TEAPOT), size);
  }

  private static void even(Iterable<Integer> counts) {
    List<Integer> sorted = new ArrayList<>();
    counts.forEach(sorted::add);
    sorted.sort(null);
    assertThat(sorted.get(sorted.size() - 1) - sorted.get(0)).isLessThanOrEqualTo(1);
  }

  @Property(tries = 60)
  void everyUnitAndEveryTrialOfAUnitIsShownEquallyOften(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 12) int units,
      @ForAll @IntRange(min = 1, max = 6) int trials,
      @ForAll @IntRange(min = 1, max = 14) int size,
      @ForAll @IntRange(min = 1, max = 40) int participants) {
    Map<Integer, Map<Integer, Integer>> shown = new HashMap<>();
    for (int unit = 0; unit < units; unit++) {
      for (int trial = 0; trial < trials; trial++) {
        shown.computeIfAbsent(unit, u -> new HashMap<>()).put(trial, 0);
      }
    }
    for (List<Trial> session : sessions(of(seed, units, trials, size), participants)) {
      List<Trial> main = session.stream().filter(t -> t.kind() == Kind.MAIN).toList();
      assertThat(main)
          .hasSize(Math.min(size, units))
          .extracting(Trial::channel)
          .doesNotHaveDuplicates();
      main.forEach(t -> shown.get(t.channel()).merge(t.trial(), 1, Integer::sum));
    }
    shown.values().forEach(unit -> even(unit.values()));
    even(
        shown.values().stream()
            .map(unit -> unit.values().stream().mapToInt(Integer::intValue).sum())
            .toList());
  }

  @Property(tries = 20)
  void practiceComesFirstAndCatchTrialsAreAmongTheOthers(@ForAll long seed) {
    for (List<Trial> session : sessions(of(seed, 6, 2, 4), 5)) {
      assertThat(session).hasSize(2 + 4 + 2).allMatch(trial -> trial.basis().equals("craft"));
      assertThat(session.subList(0, 2)).allMatch(trial -> trial.kind() == Kind.PRACTICE);
      assertThat(
              session.stream().collect(Collectors.groupingBy(Trial::kind, Collectors.counting())))
          .isEqualTo(Map.of(Kind.PRACTICE, 2L, Kind.MAIN, 4L, Kind.CATCH, 2L));
    }
  }

  @Test
  void aSessionDoesNotDependOnHowManyFollow() {
    assertThat(sessions(of(1, 8, 3, 5), 20).subList(0, 7))
        .isEqualTo(sessions(of(1, 8, 3, 5), 7))
        .isNotEqualTo(sessions(of(2, 8, 3, 5), 7));
  }
}
