"use strict";

/**
 * A simulated participant, for rehearsals and tests. A page runs by itself where window.PRAGNANZ_SIMULATION
 * was set before it loaded: {ability, right, mode}. No answer is in the page, so `right` is given from outside:
 * it tells the right side of a trial.
 */
class Simulation {
  /** @param {{ability?: number, right?: (trial: object) => string, mode?: string}} options ability: the share of trials answered right */
  constructor({ ability = 0.5, right = () => "left", mode = "data-only" }) {
    this.ability = ability;
    this.right = right;
    this.mode = mode;
  }

  side(trial) {
    const right = this.right(trial);
    return Math.random() < this.ability ? right : right === "left" ? "right" : "left";
  }
}
