package org.pragnanz.analyze.responses;

import java.util.List;

/**
 * Who answered.
 *
 * @param responses all responses
 * @param leftOut rows of the tables that the map of columns leaves out
 * @param simulated those that a machine observer gave
 * @param observers names of the machine observers, empty where all answers are people's
 */
public record Origin(int responses, int leftOut, int simulated, List<String> observers) {
  /** Whether any answer is not a person's. */
  public boolean isSimulated() {
    return simulated > 0;
  }
}
