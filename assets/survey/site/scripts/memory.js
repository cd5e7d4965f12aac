"use strict";

/**
 * What this browser remembers of one participant, so that a reload loses nothing: the session's id,
 * whether consent was given, and answers that were not acknowledged yet. Where the browser keeps
 * nothing (private windows of some), it lasts as long as the page.
 */
class Memory {
  /** @param {string} key of the study and participant, so that two of them share nothing */
  constructor(key) {
    this.key = key;
    this.values = {};
    try {
      this.values = JSON.parse(localStorage.getItem(key)) ?? {};
    } catch {
      // Nothing to go on from.
    }
  }

  get(name, otherwise) {
    return this.values[name] ?? otherwise;
  }

  set(changes) {
    Object.assign(this.values, changes);
    this.#keep(() => localStorage.setItem(this.key, JSON.stringify(this.values)));
  }

  clear() {
    this.values = {};
    this.#keep(() => localStorage.removeItem(this.key));
  }

  #keep(change) {
    try {
      change();
    } catch {
      // Full or forbidden: the page still holds the values.
    }
  }
}
