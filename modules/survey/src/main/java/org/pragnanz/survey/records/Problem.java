package org.pragnanz.survey.records;

/**
 * Something of a file that did not become a response.
 *
 * @param file its name
 * @param row of the record among the file's, from 1
 * @param line where it starts, from 1
 * @param problem in words
 */
record Problem(String file, int row, int line, String problem) {}
