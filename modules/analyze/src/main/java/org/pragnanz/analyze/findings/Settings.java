package org.pragnanz.analyze.findings;

import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.pragnanz.analyze.responses.Design;
import org.pragnanz.analyze.screening.Screening;

/**
 * What an analyst chooses.
 *
 * @param criteria whose sessions count
 * @param alternative of the tests between bases, over participants and over units, and of power
 * @param design how participants meet the bases; empty to tell from the data
 * @param baseline the basis that the others are compared with
 * @param effects differences in accuracy whose power is simulated
 * @param margin difference of accuracy within which two bases are equivalent
 * @param seed of all random draws
 */
public record Settings(
    Screening.Criteria criteria,
    AlternativeHypothesis alternative,
    Optional<Design> design,
    String baseline,
    List<Double> effects,
    double margin,
    long seed) {}
