package org.pragnanz.serve.message;

import java.util.List;
import org.pragnanz.survey.Side;

/**
 * A participant's answer to one trial.
 *
 * @param index of the trial in the session, from 0
 * @param side the query that was chosen
 * @param rt ms from the trial's appearance to the choice
 * @param viewTime ms that the trial was in view
 * @param confidence 1 (guessed) to 3 (very sure), or null where it was not asked for
 * @param events what else happened to the window
 */
public record Answer(
    Integer index, Side side, Double rt, Double viewTime, Integer confidence, List<Event> events) {
  private static final int MOST_EVENTS = 1000;

  /**
   * Something that happened to the window.
   *
   * @param t ms from the trial's appearance
   */
  public record Event(Double t, String type) {
    public Event {
      Fields.milliseconds(t, "events");
      Fields.present(type, "events");
      Fields.matching(type, "blur|focus|fullscreen-in|fullscreen-out", "events");
    }
  }

  public Answer {
    Fields.present(index, "index");
    Fields.present(side, "side");
    Fields.milliseconds(rt, "rt");
    Fields.milliseconds(viewTime, "viewTime");
    if (confidence != null && (confidence < 1 || confidence > 3)) {
      throw Refusal.malformed("Field 'confidence' is not from 1 to 3.");
    }
    events = events == null ? List.of() : List.copyOf(events);
    if (events.size() > MOST_EVENTS) {
      throw Refusal.malformed("Field 'events' has more than %d entries.".formatted(MOST_EVENTS));
    }
  }
}
