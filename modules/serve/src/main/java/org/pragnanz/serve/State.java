package org.pragnanz.serve;

import java.util.Locale;
import org.pragnanz.survey.Participation;

/** How far a session has come. */
enum State {
  /** Before consent. */
  NEW,
  OPEN,
  COMPLETE,
  /** Ended by too many wrong practice trials. */
  FAILED,
  /** Ended by a no to the consent form. */
  REFUSED;

  /** How browsers, files and the database call it. */
  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  static State of(String label) {
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

  boolean ended() {
    return this != NEW && this != OPEN;
  }
}
