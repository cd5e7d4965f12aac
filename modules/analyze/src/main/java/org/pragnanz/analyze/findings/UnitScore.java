package org.pragnanz.analyze.findings;

import org.pragnanz.data.Unit;

/**
 * How well participants did on one unit in one basis: the paper's measure of visual coherence.
 *
 * @param condition experiment, model and basis
 * @param unit the unit
 * @param depth its relative depth, 0 to 1; NaN where it is not known
 * @param main main trials over all participants kept
 */
public record UnitScore(Condition condition, Unit unit, double depth, Tally main) {}
