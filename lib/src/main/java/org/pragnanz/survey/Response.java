package org.pragnanz.survey;

import java.util.OptionalInt;

/**
 * What somebody answered to a trial.
 *
 * @param side of the query that was chosen
 * @param milliseconds from the first sight of the queries to the answer
 * @param viewMilliseconds of these, how long the page was in view
 * @param blurs how often the page lost the focus
 * @param fullScreenExits how often full screen was left
 * @param confidence how sure the participant was, where that was asked
 */
public record Response(
    SurveyTrial trial,
    Side side,
    double milliseconds,
    double viewMilliseconds,
    int blurs,
    int fullScreenExits,
    OptionalInt confidence) {
  /** Whether it is the answer that was to be given. */
  public boolean correct() {
    return side == trial.side();
  }
}
