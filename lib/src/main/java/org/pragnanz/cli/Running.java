package org.pragnanz.cli;

/** Options that say how a tool runs, and nothing of its results: the last group of its help. */
public interface Running {}
