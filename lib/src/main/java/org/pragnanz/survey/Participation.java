package org.pragnanz.survey;

import java.util.List;
import java.util.Locale;

/**
 * One participant's session, as far as it went; says nothing of who it was.
 *
 * @param number of the participant, from 1
 * @param basis what the session showed
 * @param started ISO-8601 in UTC, or empty where it is not known
 * @param consented ISO-8601 in UTC, or empty where consent was not given
 * @param consentVersion of the text that was shown, or empty where it is not known
 * @param ended ISO-8601 in UTC, or empty where the session has not ended
 * @param language of the page's texts
 * @param browser what the page found out about the browser, as JSON
 * @param responses in the order of showing
 */
public record Participation(
    int number,
    String basis,
    State state,
    String started,
    String consented,
    String consentVersion,
    String ended,
    String language,
    String browser,
    List<Response> responses) {

  /** How a session stands. */
  public enum State {
    COMPLETE,
    /** Too few practice trials were right. */
    FAILED,
    /** Consent was refused. */
    REFUSED,
    /** Neither ended nor given up; or given up without a word. */
    OPEN,
    /** Complete, but the same person has taken part before. */
    REPEATED;

    /** How files call it. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  public Participation {
    responses = List.copyOf(responses);
  }

  /** How tables call the participant. */
  public String participant() {
    return String.format(Locale.ROOT, "p%04d", number);
  }
}
