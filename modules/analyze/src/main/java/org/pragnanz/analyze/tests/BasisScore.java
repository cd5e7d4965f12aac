package org.pragnanz.analyze.tests;

import java.util.Optional;
import org.pragnanz.analyze.responses.Condition;
import org.pragnanz.stats.Interval;

/**
 * How well participants did in one condition.
 *
 * @param condition experiment, model and basis
 * @param accuracy mean over participants with Student's interval
 * @param bootstrap 95 % BCa bootstrap interval over participants; empty for a single one
 */
public record BasisScore(Condition condition, Average accuracy, Optional<Interval> bootstrap) {}
