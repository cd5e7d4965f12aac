/**
 * The command that makes a table of responses of what JATOS, the static page or the server kept.
 */
package org.pragnanz.survey.records;
