package org.pragnanz.serve;

import java.util.Locale;

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

  boolean ended() {
    return this != NEW && this != OPEN;
  }
}
