/**
 * Trials of an experiment: what each shows, which image is to be chosen, and which participant sees
 * it.
 */
package org.pragnanz.trial;
