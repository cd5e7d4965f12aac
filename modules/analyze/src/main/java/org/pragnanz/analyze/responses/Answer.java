package org.pragnanz.analyze.responses;

import org.pragnanz.data.Unit;
import org.pragnanz.trial.Kind;

/**
 * One answer, whatever columns it came from.
 *
 * @param condition experiment, model and basis
 * @param participant who answered, unique within an experiment and model
 * @param kind practice, main or catch
 * @param unit the unit asked about; channel -1 where it goes by one name
 * @param trial which of the unit's trials
 * @param correct whether it is right
 * @param microseconds reaction time, 0 where it is not known; whole, so that sums do not depend on
 *     the order of rows
 * @param simulated whether a machine observer answered
 */
public record Answer(
    Condition condition,
    String participant,
    Kind kind,
    Unit unit,
    String trial,
    boolean correct,
    long microseconds,
    boolean simulated) {}
