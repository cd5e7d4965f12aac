package org.pragnanz.analyze.findings;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * Who counts and who does not (paper, section 3.2.4).
 *
 * @param kept the participants that count
 * @param excluded the others, with every reason that applies
 * @param notes what could not be applied to which study, as sentences
 */
public record Screening(List<Participant> kept, List<Exclusion> excluded, List<String> notes) {
  /** A participant that does not count, and why. */
  public record Exclusion(Participant participant, String reason) {}

  /**
   * What a session must reach.
   *
   * @param practice practice trials right
   * @param attention catch trials right
   * @param deviations the largest distance of the completion time from the study's mean, in
   *     standard deviations over its participants
   */
  public record Criteria(Share practice, Share attention, double deviations) {}

  /** Applies the criteria within each study; one that a study has no data for is passed over. */
  static Screening apply(Criteria criteria, List<Participant> participants) {
    Screening all = new Screening(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    participants.stream()
        .collect(groupingBy(p -> p.condition().study(), TreeMap::new, toList()))
        .forEach((study, sessions) -> all.screen(study, sessions, criteria));
    return new Screening(List.copyOf(all.kept), List.copyOf(all.excluded), List.copyOf(all.notes));
  }

  private void screen(Study study, List<Participant> sessions, Criteria criteria) {
    boolean practice = present(study, sessions, p -> p.practice().n() > 0, "practice trials");
    boolean attention = present(study, sessions, p -> p.attention().n() > 0, "catch trials");
    SummaryStatistics seconds = new SummaryStatistics();
    sessions.forEach(p -> seconds.addValue(p.seconds()));
    boolean time =
        present(study, sessions, p -> seconds.getStandardDeviation() > 0, "varying reaction times");
    for (Participant p : sessions) {
      List<String> reasons = new ArrayList<>();
      if (practice && !(p.practice().n() > 0 && criteria.practice().reachedBy(p.practice()))) {
        reasons.add(right(p.practice(), "practice", criteria.practice()));
      }
      if (attention && !(p.attention().n() > 0 && criteria.attention().reachedBy(p.attention()))) {
        reasons.add(right(p.attention(), "catch", criteria.attention()));
      }
      double deviation = (p.seconds() - seconds.getMean()) / seconds.getStandardDeviation();
      if (time && Math.abs(deviation) > criteria.deviations()) {
        reasons.add(
            String.format(
                Locale.ROOT,
                "completion time %.0f s is %.1f standard deviations from the mean of %.0f s",
                p.seconds(),
                deviation,
                seconds.getMean()));
      }
      if (p.main().n() == 0) {
        reasons.add("no main trial");
      }
      if (reasons.isEmpty()) {
        kept.add(p);
      } else {
        excluded.add(new Exclusion(p, String.join("; ", reasons)));
      }
    }
  }

  private boolean present(
      Study study, List<Participant> sessions, Predicate<Participant> has, String what) {
    boolean present = sessions.stream().anyMatch(has);
    if (!present) {
      notes.add(
          "%s: the responses hold no %s, so nobody was excluded by them."
              .formatted(study.label(), what));
    }
    return present;
  }

  private static String right(Tally tally, String kind, Share needed) {
    return "%d of %d %s trials right, fewer than %s"
        .formatted(tally.correct(), tally.n(), kind, needed);
  }
}
