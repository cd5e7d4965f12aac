package org.pragnanz.survey.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.rng.UniformRandomProvider;
import org.junit.jupiter.api.Test;
import org.pragnanz.random.Draws;
import org.pragnanz.survey.Plan;
import org.pragnanz.survey.SurveyTrial;
import org.pragnanz.testing.SmallTrials;
import org.pragnanz.trial.Kind;

/** What docs/survey.md says of the balance of sessions, statement by statement. */
class BalanceTest {
  private static Design design(int units, int trials, int size) {
    return new Design(
        SmallTrials.set(SmallTrials.study(units, trials, SmallTrials.TEAPOT)),
        new Names(1, new byte[] {1, 2, 3}),
        size);
  }

  /** How often each unit, and each main trial, of each basis was shown. */
  private static final class Counts {
    private final Map<String, SurveyTrial> trials = new HashMap<>();
    private final Map<String, Integer> bases = new TreeMap<>();
    private final Map<String, Map<Integer, Integer>> units = new TreeMap<>();
    private final Map<String, Map<String, Integer>> main = new TreeMap<>();

    Counts(Design design) {
      for (SurveyTrial trial : design.trials()) {
        trials.put(trial.key(), trial);
        bases.put(trial.basis(), 0);
        if (trial.kind() == Kind.MAIN) {
          units.computeIfAbsent(trial.basis(), b -> new TreeMap<>()).put(trial.channel(), 0);
          main.computeIfAbsent(trial.basis(), b -> new TreeMap<>()).put(trial.key(), 0);
        }
      }
    }

    void add(Plan plan) {
      change(plan, 1);
    }

    void change(Plan plan, int by) {
      bases.merge(plan.basis(), by, Integer::sum);
      Set<Integer> seen = new HashSet<>();
      for (String key : plan.main()) {
        SurveyTrial trial = trials.get(key);
        assertThat(trial.basis()).isEqualTo(plan.basis());
        if (trial.kind() == Kind.MAIN) {
          assertThat(seen.add(trial.channel())).as("a unit twice in a session").isTrue();
          units.get(plan.basis()).merge(trial.channel(), by, Integer::sum);
          main.get(plan.basis()).merge(key, by, Integer::sum);
        }
      }
    }

    void differByAtMost(int most) {
      assertThat(spread(bases.values())).isLessThanOrEqualTo(most);
      units.values().forEach(c -> assertThat(spread(c.values())).isLessThanOrEqualTo(most));
      main.values().forEach(c -> assertThat(spread(c.values())).isLessThanOrEqualTo(most));
    }

    private static int spread(Collection<Integer> counts) {
      return counts.stream().mapToInt(Integer::intValue).max().orElse(0)
          - counts.stream().mapToInt(Integer::intValue).min().orElse(0);
    }
  }

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void theFirstPlansAreBalancedWhereverOneStops(
      @ForAll @IntRange(min = 1, max = 40) int units,
      @ForAll @IntRange(min = 1, max = 10) int trials,
      @ForAll @IntRange(min = 1, max = 36) int size) {
    Design design = design(units, trials, size);
    Counts counts = new Counts(design);
    for (Plan plan : design.plans(60)) {
      assertThat(plan.practice()).hasSize(2);
      assertThat(plan.main()).hasSize(Math.min(size, units) + 2);
      counts.add(plan);
      counts.differByAtMost(1);
    }
  }

  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void aCycleShowsEveryTrialEquallyOften(
      @ForAll @IntRange(min = 1, max = 20) int units,
      @ForAll @IntRange(min = 1, max = 10) int trials,
      @ForAll @IntRange(min = 1, max = 12) int size) {
    Design design = design(units, trials, size);
    Counts counts = new Counts(design);
    design.plans(design.cycle().intValueExact()).forEach(counts::add);
    counts.differByAtMost(0);
  }

  @Test
  void theStudysCycleIsOf320Sessions() {
    // 80 units of 10 trials, 35 a session: 160 sessions of a basis show each of 800 trials 7 times.
    assertThat(design(80, 10, 35).cycle()).isEqualTo(320);
  }

  /**
   * 3,000 arrivals, drop-outs and completions in random order: what is open or complete differs by
   * no more than the plans that wait to be taken again, and by one when none does.
   */
  @Property(tries = 10, shrinking = ShrinkingMode.OFF)
  void openAndCompleteSessionsAreBalancedWhateverTheOrderOfArrivalAndDropOut(
      @ForAll @IntRange(min = 1, max = 12) int units,
      @ForAll @IntRange(min = 1, max = 5) int trials,
      @ForAll @IntRange(min = 1, max = 8) int size,
      @ForAll @IntRange(max = 60) int percentWhoDropOut,
      @ForAll long seed) {
    Design design = design(units, trials, size);
    List<Plan> plans = design.plans(design.cycle().intValueExact());
    UniformRandomProvider random = Draws.generator(seed, "participants");
    Set<Integer> held = new TreeSet<>();
    int most = 0; // the highest plan that was ever held
    Counts shown = new Counts(design);
    List<Integer> open = new ArrayList<>();
    for (int i = 0; i < 3000; i++) {
      if (open.isEmpty() || random.nextInt(3) > 0) {
        int number = Plan.lowestFree(held);
        held.add(number);
        most = Math.max(most, number);
        open.add(number);
        shown.change(cycled(plans, number), 1);
      } else {
        int number = open.remove(random.nextInt(open.size()));
        if (random.nextInt(100) < percentWhoDropOut) {
          held.remove(number);
          shown.change(cycled(plans, number), -1);
        }
      }
      shown.differByAtMost(1 + most - held.size());
    }
    // The last ones come until nothing waits.
    while (held.size() < most) {
      int number = Plan.lowestFree(held);
      held.add(number);
      shown.change(cycled(plans, number), 1);
    }
    shown.differByAtMost(1);
  }

  private static Plan cycled(List<Plan> plans, int number) {
    return plans.get((number - 1) % plans.size());
  }

  @Test
  void catchTrialsStandAnywhereAmongTheMainOnes() {
    Design design = design(10, 2, 6);
    Map<String, Kind> kinds =
        design.trials().stream().collect(Collectors.toMap(SurveyTrial::key, SurveyTrial::kind));
    Map<Integer, Integer> places = new TreeMap<>();
    for (Plan plan : design.plans(200)) {
      for (int i = 0; i < plan.main().size(); i++) {
        if (kinds.get(plan.main().get(i)) == Kind.CATCH) {
          places.merge(i, 1, Integer::sum);
        }
      }
    }
    // 400 catch trials on 8 places: 50 each, with a standard deviation of 6.6.
    assertThat(places).hasSize(8).allSatisfy((place, n) -> assertThat(n).isBetween(25, 75));
  }
}
