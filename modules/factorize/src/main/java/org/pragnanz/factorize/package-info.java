/** The stage that learns a dictionary for every unit, by non-negative matrix factorisation. */
package org.pragnanz.factorize;
