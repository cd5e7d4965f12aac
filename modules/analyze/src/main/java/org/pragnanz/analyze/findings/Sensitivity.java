package org.pragnanz.analyze.findings;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The main test under other criteria, so that a reader sees whether the choice of criteria decides
 * the result.
 *
 * @param criteria whose sessions count
 * @param chosen whether these are the study's own criteria
 * @param kept sessions that count, all studies together
 * @param tests the tests between bases
 */
public record Sensitivity(
    Screening.Criteria criteria, boolean chosen, int kept, List<TestRow> tests) {

  /** Each criterion dropped, as chosen, and stricter, in all combinations. */
  static List<Sensitivity> of(
      Settings settings, List<Participant> participants, Map<Study, Design> designs) {
    Screening.Criteria chosen = settings.criteria();
    List<Sensitivity> all = new ArrayList<>();
    for (Share practice : grid(chosen.practice(), new Share(7, 9))) {
      for (Share attention : grid(chosen.attention(), new Share(5, 5))) {
        for (double deviations :
            Stream.of(Double.POSITIVE_INFINITY, chosen.deviations(), 2.0).distinct().toList()) {
          Screening.Criteria criteria =
              new Screening.Criteria(practice, attention, deviations, chosen.complete());
          Screening screening = Screening.apply(criteria, participants, designs);
          AccuracyTests tests =
              new AccuracyTests(screening.kept(), designs, new Contrasts(settings.baseline()));
          all.add(
              new Sensitivity(
                  criteria,
                  criteria.equals(chosen),
                  screening.kept().size(),
                  tests.betweenBases(settings.alternative())));
        }
      }
    }
    return List.copyOf(all);
  }

  private static Set<Share> grid(Share chosen, Share strict) {
    Set<Share> grid = new LinkedHashSet<>(List.of(new Share(0, chosen.n()), chosen));
    grid.add(strict);
    return grid;
  }
}
