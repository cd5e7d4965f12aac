package org.pragnanz.analyze.screening;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;
import org.pragnanz.analyze.responses.Condition;
import org.pragnanz.analyze.responses.Design;
import org.pragnanz.analyze.responses.Participant;
import org.pragnanz.analyze.responses.Study;
import org.pragnanz.analyze.responses.Tally;

/**
 * Who counts and who does not (paper, section 3.2.4).
 *
 * @param kept the participants that count
 * @param excluded the others, with every reason that applies
 * @param passedOver the criteria that a study's responses hold no data for, by study
 */
public record Screening(
    List<Participant> kept, List<Exclusion> excluded, Map<Study, Set<Criterion>> passedOver) {

  /** What a session can fail, in the order in which the flow takes them. */
  public enum Criterion {
    COMPLETE("completeness", "main trials"),
    PRACTICE("practice", "practice trials"),
    CATCH("attention", "catch trials"),
    TIME("completion time", "varying reaction times");

    private final String label;
    private final String data;

    Criterion(String label, String data) {
      this.label = label;
      this.data = data;
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
   * @param begun sessions in the responses and in the tables of sessions
   * @param removed sessions by criterion; those that removed none are not in it
   * @param kept sessions left
   */
  public record Flow(Condition condition, int begun, Map<Criterion, Integer> removed, int kept) {
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
  public static Screening apply(
      Criteria criteria, List<Participant> participants, Map<Study, Design> designs) {
    Screening all = new Screening(new ArrayList<>(), new ArrayList<>(), new TreeMap<>());
    participants.stream()
        .collect(groupingBy(p -> p.condition().study(), TreeMap::new, toList()))
        .forEach(
            (study, sessions) ->
                all.screen(study, sessions, criteria, designs.get(study) == Design.WITHIN));
    all.kept.sort(Comparator.naturalOrder());
    // Orders the excluded too.
    return new Screening(List.copyOf(all.kept), all.excluded, all.passedOver).with(List.of());
  }

  /** The same, with others who do not count either. */
  public Screening with(List<Exclusion> others) {
    List<Exclusion> all =
        Stream.concat(excluded.stream(), others.stream())
            .sorted(Comparator.comparing(Exclusion::participant))
            .toList();
    return new Screening(kept, all, passedOver);
  }

  /** The criteria that sessions of one study hold data for. */
  public static Set<Criterion> applicable(List<Participant> sessions, boolean within) {
    return applicable(people(sessions, within));
  }

  /** What could not be applied to which study, as sentences. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    passedOver.forEach(
        (study, criteria) -> criteria.forEach(criterion -> notes.add(note(study, criterion))));
    return notes;
  }

  private String note(Study study, Criterion criterion) {
    String note =
        "%s: the responses hold no %s, so the criterion of %s could not be applied here."
            .formatted(study.label(), criterion.data, criterion.label);
    if (criterion != Criterion.PRACTICE) {
      return note;
    }
    long ended =
        excluded.stream()
            .filter(e -> e.participant().condition().study().equals(study))
            .filter(e -> e.failures().get(0).criterion() == Criterion.PRACTICE)
            .count();
    return note
        + (ended > 0
            ? " The page applied it: the sessions that it ended, %d, are counted.".formatted(ended)
            : " The page may have applied it: sessions that it ended are counted where their"
                + " table is given (--sessions).");
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
    List<Person> people = people(sessions, within);
    Set<Criterion> applicable = applicable(people);
    passedOver.put(study, EnumSet.complementOf(EnumSet.copyOf(applicable)));
    SummaryStatistics seconds = seconds(people);
    Map<Condition, Integer> expected = commonest(sessions);
    for (Person person : people) {
      List<Failure> failures = new ArrayList<>();
      failures.addAll(incomplete(person, expected, criteria.complete(), within));
      if (applicable.contains(Criterion.PRACTICE)
          && !criteria.practice().reachedBy(person.practice())) {
        failures.add(
            new Failure(
                Criterion.PRACTICE, right(person.practice(), "practice", criteria.practice())));
      }
      if (applicable.contains(Criterion.CATCH)
          && !criteria.attention().reachedBy(person.attention())) {
        failures.add(
            new Failure(Criterion.CATCH, right(person.attention(), "catch", criteria.attention())));
      }
      double deviation = (person.seconds() - seconds.getMean()) / seconds.getStandardDeviation();
      if (applicable.contains(Criterion.TIME) && Math.abs(deviation) > criteria.deviations()) {
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

  private static List<Person> people(List<Participant> sessions, boolean within) {
    return sessions.stream()
        .collect(
            groupingBy(
                p -> within ? p.id() : p.condition().label() + p.id(), TreeMap::new, toList()))
        .values()
        .stream()
        .map(Person::new)
        .toList();
  }

  private static Set<Criterion> applicable(List<Person> people) {
    Set<Criterion> applicable = EnumSet.of(Criterion.COMPLETE);
    if (people.stream().anyMatch(p -> p.practice().n() > 0)) {
      applicable.add(Criterion.PRACTICE);
    }
    if (people.stream().anyMatch(p -> p.attention().n() > 0)) {
      applicable.add(Criterion.CATCH);
    }
    if (seconds(people).getStandardDeviation() > 0) {
      applicable.add(Criterion.TIME);
    }
    return applicable;
  }

  private static SummaryStatistics seconds(List<Person> people) {
    SummaryStatistics seconds = new SummaryStatistics();
    people.forEach(p -> seconds.addValue(p.seconds()));
    return seconds;
  }

  private static String right(Tally tally, String kind, Share needed) {
    return "%d of %d %s trials right, fewer than %s"
        .formatted(tally.correct(), tally.n(), kind, needed);
  }
}
