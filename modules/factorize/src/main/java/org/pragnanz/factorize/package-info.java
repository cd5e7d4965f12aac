/** The stage that learns a dictionary for every unit, by non-negative matrix factorization. */
package org.pragnanz.factorize;
