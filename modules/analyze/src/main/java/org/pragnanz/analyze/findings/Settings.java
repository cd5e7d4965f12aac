package org.pragnanz.analyze.findings;

import org.apache.commons.statistics.inference.AlternativeHypothesis;

/**
 * What an analyst chooses.
 *
 * @param criteria whose sessions count
 * @param alternative of the test between bases
 */
public record Settings(Screening.Criteria criteria, AlternativeHypothesis alternative) {}
