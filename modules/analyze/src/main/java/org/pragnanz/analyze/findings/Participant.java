package org.pragnanz.analyze.findings;

import java.util.Comparator;

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

  public double seconds() {
    return microseconds / 1e6;
  }

  @Override
  public int compareTo(Participant other) {
    return ORDER.compare(this, other);
  }
}
