package org.pragnanz.serve.store;

import java.util.Locale;
import org.pragnanz.survey.Participation;

/** How far a session has come. */
public enum State {
  /** Before consent. */
  NEW,
  /** Consented, and not at the end. */
  OPEN,
  /** Every trial is answered. */
  COMPLETE,
  /** Ended by too many wrong practice trials. */
  FAILED,
  /** Ended by a no to the consent form. */
  REFUSED;

  /** How browsers, files and the database call it. */
  public String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The state that is called so. */
  public static State of(String label) {
    return valueOf(label.toUpperCase(Locale.ROOT));
  }

  /** What tables of responses call it: who has not consented has not ended either. */
  Participation.State recorded() {
    return switch (this) {
      case NEW, OPEN -> Participation.State.OPEN;
      case COMPLETE -> Participation.State.COMPLETE;
      case FAILED -> Participation.State.FAILED;
      case REFUSED -> Participation.State.REFUSED;
    };
  }

  /** Whether no more answers are taken. */
  public boolean ended() {
    return this != NEW && this != OPEN;
  }
}
