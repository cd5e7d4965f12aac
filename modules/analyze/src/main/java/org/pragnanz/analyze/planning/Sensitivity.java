package org.pragnanz.analyze.planning;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.pragnanz.analyze.responses.Design;
import org.pragnanz.analyze.responses.Participant;
import org.pragnanz.analyze.responses.Study;
import org.pragnanz.analyze.screening.Screening;
import org.pragnanz.analyze.screening.Screening.Criterion;
import org.pragnanz.analyze.screening.Share;
import org.pragnanz.analyze.tests.AccuracyTests;
import org.pragnanz.analyze.tests.Contrasts;
import org.pragnanz.analyze.tests.TestRow;

/**
 * The main test of a study under other criteria, so that a reader sees whether the choice of
 * criteria decides the result.
 *
 * @param criteria whose sessions count
 * @param varied the criteria that the study's responses hold data for; the others stay as chosen,
 *     since a choice that can change nothing must not be counted as one
 * @param chosen whether these are the study's own criteria
 * @param tests the tests between bases
 */
public record Sensitivity(
    Study study,
    Screening.Criteria criteria,
    Set<Criterion> varied,
    boolean chosen,
    List<TestRow> tests) {
  private static final Share PRACTICE = new Share(7, 9);
  private static final Share ATTENTION = new Share(5, 5);
  private static final double DEVIATIONS = 2;

  /** Each criterion dropped, as chosen, and at another strictness, in all combinations. */
  public static List<Sensitivity> of(
      Screening.Criteria chosen,
      AlternativeHypothesis alternative,
      Contrasts contrasts,
      List<Participant> participants,
      Map<Study, Design> designs) {
    List<Sensitivity> all = new ArrayList<>();
    participants.stream()
        .collect(groupingBy(p -> p.condition().study(), TreeMap::new, toList()))
        .forEach(
            (study, sessions) -> {
              Set<Criterion> varied =
                  Screening.applicable(sessions, designs.get(study) == Design.WITHIN);
              varied.remove(Criterion.COMPLETE);
              for (Screening.Criteria criteria : grid(chosen, varied)) {
                Screening screening = Screening.apply(criteria, sessions, designs);
                all.add(
                    new Sensitivity(
                        study,
                        criteria,
                        varied,
                        criteria.equals(chosen),
                        new AccuracyTests(screening.kept(), designs, contrasts)
                            .betweenBases(alternative)));
              }
            });
    return List.copyOf(all);
  }

  /** Whether a criterion takes several values among the choices of this study. */
  public boolean varies(Criterion criterion) {
    return varied.contains(criterion);
  }

  /** The choices of a criterion, in words. */
  public static String choices(Criterion criterion) {
    return "%s (dropped, as chosen, %s)"
        .formatted(
            criterion.label(),
            switch (criterion) {
              case COMPLETE -> throw new IllegalArgumentException("completeness does not vary");
              case PRACTICE -> PRACTICE + " right";
              case CATCH -> ATTENTION + " right";
              case TIME -> "within %.0f standard deviations".formatted(DEVIATIONS);
            });
  }

  private static List<Screening.Criteria> grid(Screening.Criteria chosen, Set<Criterion> varied) {
    List<Screening.Criteria> grid = new ArrayList<>();
    for (Share practice : grid(chosen.practice(), PRACTICE, varied.contains(Criterion.PRACTICE))) {
      for (Share attention :
          grid(chosen.attention(), ATTENTION, varied.contains(Criterion.CATCH))) {
        for (double deviations :
            varied.contains(Criterion.TIME)
                ? Stream.of(Double.POSITIVE_INFINITY, chosen.deviations(), DEVIATIONS)
                    .distinct()
                    .toList()
                : List.of(chosen.deviations())) {
          grid.add(new Screening.Criteria(practice, attention, deviations, chosen.complete()));
        }
      }
    }
    return grid;
  }

  private static Set<Share> grid(Share chosen, Share strict, boolean varies) {
    Set<Share> grid = new LinkedHashSet<>();
    if (varies) {
      grid.add(new Share(0, chosen.n()));
    }
    grid.add(chosen);
    if (varies) {
      grid.add(strict);
    }
    return grid;
  }
}
