/**
 * Dense algebra of the bases: non-negative matrix factorization and what it needs. Every result has
 * the same bits on any number of threads.
 */
package org.pragnanz.matrix;
