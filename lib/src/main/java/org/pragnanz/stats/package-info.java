/**
 * The tests, effect sizes and intervals of a psychophysics study, over Apache Commons Math and
 * Commons Statistics.
 */
package org.pragnanz.stats;
