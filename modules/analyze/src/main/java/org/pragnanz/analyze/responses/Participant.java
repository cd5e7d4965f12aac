package org.pragnanz.analyze.responses;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A participant's session.
 *
 * @param condition what the participant was assigned to
 * @param id the participant's name in the responses, unique within a study
 * @param practice practice trials
 * @param main the trials that count
 * @param attention catch trials
 * @param microseconds completion time: the reaction times of all trials added up
 * @param simulated whether a machine observer answered
 */
public record Participant(
    Condition condition,
    String id,
    Tally practice,
    Tally main,
    Tally attention,
    long microseconds,
    boolean simulated)
    implements Comparable<Participant> {
  private static final Comparator<Participant> ORDER =
      Comparator.comparing(Participant::condition).thenComparing(Participant::id);

  /** Participants' accuracies by condition. */
  public static Map<Condition, double[]> accuracies(List<Participant> participants) {
    return participants.stream()
        .collect(
            groupingBy(
                Participant::condition,
                TreeMap::new,
                collectingAndThen(
                    toList(), p -> p.stream().mapToDouble(x -> x.main().accuracy()).toArray())));
  }

  public double seconds() {
    return microseconds / 1e6;
  }

  @Override
  public int compareTo(Participant other) {
    return ORDER.compare(this, other);
  }
}
