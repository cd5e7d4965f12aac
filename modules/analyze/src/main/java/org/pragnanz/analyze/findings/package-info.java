/**
 * All that the tables say, computed once: {@code Findings.of} reads and computes, and everything it
 * returns is immutable. Tables, figures and the report are drawn from it and compute nothing of
 * their own.
 */
package org.pragnanz.analyze.findings;
