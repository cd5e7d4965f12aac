package org.pragnanz.analyze.findings;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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

  /** What a session can fail, in the order in which the flow takes them. */
  public enum Criterion {
    COMPLETE("complete session"),
    PRACTICE("practice"),
    CATCH("attention"),
    TIME("completion time");

    private final String label;

    Criterion(String label) {
      this.label = label;
    }

    /** How the report calls it. */
    public String label() {
      return label;
    }
  }

  /** A criterion that was not met, and by how much, as part of a sentence. */
  public record Failure(Criterion criterion, String reason) {}

  /**
   * A participant that does not count.
   *
   * @param failures every criterion that was not met, in their order; at least one
   */
  public record Exclusion(Participant participant, List<Failure> failures) {
    /** All reasons in one line. */
    public String reason() {
      return failures.stream().map(Failure::reason).collect(joining("; "));
    }
  }

  /**
   * What a session must reach.
   *
   * @param practice practice trials right
   * @param attention catch trials right
   * @param deviations the largest distance of the completion time from the study's mean, in
   *     standard deviations over its participants
   * @param complete the share of main trials that must be answered, of the number that most
   *     sessions of the condition have
   */
  public record Criteria(Share practice, Share attention, double deviations, Share complete) {}

  /**
   * How many sessions of a condition each criterion took; a session that fails several is counted
   * with the first.
   *
   * @param answered sessions in the responses
   * @param removed sessions by criterion; those that removed none are not in it
   * @param kept sessions left
   */
  public record Flow(Condition condition, int answered, Map<Criterion, Integer> removed, int kept) {
    /** Sessions that a criterion removed. */
    public int removed(Criterion criterion) {
      return removed.getOrDefault(criterion, 0);
    }
  }

  /** One participant's sessions in a study: one, or in a within-subject design one a basis. */
  private record Person(List<Participant> sessions) {
    Tally practice() {
      return sessions.stream().map(Participant::practice).reduce(Tally.NONE, Tally::plus);
    }

    Tally attention() {
      return sessions.stream().map(Participant::attention).reduce(Tally.NONE, Tally::plus);
    }

    double seconds() {
      return sessions.stream().mapToLong(Participant::microseconds).sum() / 1e6;
    }
  }

  /**
   * Applies the criteria within each study; one that a study has no data for is passed over. In a
   * within-subject design a participant counts in all bases or in none.
   */
  static Screening apply(
      Criteria criteria, List<Participant> participants, Map<Study, Design> designs) {
    Screening all = new Screening(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    participants.stream()
        .collect(groupingBy(p -> p.condition().study(), TreeMap::new, toList()))
        .forEach(
            (study, sessions) ->
                all.screen(study, sessions, criteria, designs.get(study) == Design.WITHIN));
    all.kept.sort(Comparator.naturalOrder());
    all.excluded.sort(Comparator.comparing(Exclusion::participant));
    return new Screening(List.copyOf(all.kept), List.copyOf(all.excluded), List.copyOf(all.notes));
  }

  /** What became of the sessions of each condition. */
  public List<Flow> flow() {
    Map<Condition, Map<Criterion, Integer>> removed = new TreeMap<>();
    Map<Condition, Integer> left = new TreeMap<>();
    kept.forEach(p -> left.merge(p.condition(), 1, Integer::sum));
    kept.forEach(p -> removed.computeIfAbsent(p.condition(), c -> new EnumMap<>(Criterion.class)));
    for (Exclusion exclusion : excluded) {
      removed
          .computeIfAbsent(exclusion.participant().condition(), c -> new EnumMap<>(Criterion.class))
          .merge(exclusion.failures().get(0).criterion(), 1, Integer::sum);
    }
    List<Flow> flow = new ArrayList<>();
    removed.forEach(
        (condition, by) -> {
          int remaining = left.getOrDefault(condition, 0);
          int out = by.values().stream().mapToInt(Integer::intValue).sum();
          flow.add(new Flow(condition, remaining + out, Map.copyOf(by), remaining));
        });
    return flow;
  }

  private void screen(Study study, List<Participant> sessions, Criteria criteria, boolean within) {
    List<Person> people =
        sessions.stream()
            .collect(
                groupingBy(
                    p -> within ? p.id() : p.condition().label() + p.id(), TreeMap::new, toList()))
            .values()
            .stream()
            .map(Person::new)
            .toList();
    boolean practice = present(study, people, p -> p.practice().n() > 0, "practice trials");
    boolean attention = present(study, people, p -> p.attention().n() > 0, "catch trials");
    SummaryStatistics seconds = new SummaryStatistics();
    people.forEach(p -> seconds.addValue(p.seconds()));
    boolean time =
        present(study, people, p -> seconds.getStandardDeviation() > 0, "varying reaction times");
    Map<Condition, Integer> expected = commonest(sessions);
    for (Person person : people) {
      List<Failure> failures = new ArrayList<>();
      failures.addAll(incomplete(person, expected, criteria.complete(), within));
      if (practice && !criteria.practice().reachedBy(person.practice())) {
        failures.add(
            new Failure(
                Criterion.PRACTICE, right(person.practice(), "practice", criteria.practice())));
      }
      if (attention && !criteria.attention().reachedBy(person.attention())) {
        failures.add(
            new Failure(Criterion.CATCH, right(person.attention(), "catch", criteria.attention())));
      }
      double deviation = (person.seconds() - seconds.getMean()) / seconds.getStandardDeviation();
      if (time && Math.abs(deviation) > criteria.deviations()) {
        failures.add(
            new Failure(
                Criterion.TIME,
                String.format(
                    Locale.ROOT,
                    "completion time %.0f s is %.1f standard deviations from the mean of %.0f s",
                    person.seconds(),
                    deviation,
                    seconds.getMean())));
      }
      if (failures.isEmpty()) {
        kept.addAll(person.sessions());
      } else {
        person.sessions().forEach(s -> excluded.add(new Exclusion(s, List.copyOf(failures))));
      }
    }
  }

  private static List<Failure> incomplete(
      Person person, Map<Condition, Integer> expected, Share share, boolean within) {
    List<Failure> failures = new ArrayList<>();
    for (Participant session : person.sessions()) {
      int main = session.main().n();
      int whole = expected.getOrDefault(session.condition(), 0);
      if (main == 0) {
        failures.add(new Failure(Criterion.COMPLETE, "no main trial"));
      } else if (!share.reachedBy(new Tally(main, whole))) {
        failures.add(
            new Failure(
                Criterion.COMPLETE,
                "%d main trials answered, fewer than the %d of most sessions"
                    .formatted(main, whole)));
      }
    }
    if (within && person.sessions().size() < expected.size()) {
      failures.add(
          new Failure(
              Criterion.COMPLETE,
              "%d of %d bases seen".formatted(person.sessions().size(), expected.size())));
    }
    return failures;
  }

  /** The number of main trials that most sessions of a condition have; the larger of equals. */
  private static Map<Condition, Integer> commonest(List<Participant> sessions) {
    Map<Condition, Integer> commonest = new TreeMap<>();
    sessions.stream()
        .filter(p -> p.main().n() > 0)
        .collect(groupingBy(Participant::condition, groupingBy(p -> p.main().n(), counting())))
        .forEach(
            (condition, counts) ->
                commonest.put(
                    condition,
                    counts.entrySet().stream()
                        .max(
                            Map.Entry.<Integer, Long>comparingByValue()
                                .thenComparing(Map.Entry.comparingByKey()))
                        .orElseThrow()
                        .getKey()));
    return commonest;
  }

  private boolean present(Study study, List<Person> people, Predicate<Person> has, String what) {
    boolean present = people.stream().anyMatch(has);
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
