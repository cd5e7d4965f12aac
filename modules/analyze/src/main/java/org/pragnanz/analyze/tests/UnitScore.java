package org.pragnanz.analyze.tests;

import org.pragnanz.analyze.responses.Condition;
import org.pragnanz.analyze.responses.Tally;
import org.pragnanz.data.Unit;
import org.pragnanz.stats.Interval;

/**
 * How well participants did on one unit in one basis: the paper's measure of visual coherence.
 *
 * @param condition experiment, model and basis
 * @param unit the unit
 * @param depth its relative depth, 0 to 1; NaN where it is not known
 * @param main main trials over all participants kept
 * @param interval Wilson's 95 % interval of the proportion correct
 */
public record UnitScore(
    Condition condition, Unit unit, double depth, Tally main, Interval interval) {}
