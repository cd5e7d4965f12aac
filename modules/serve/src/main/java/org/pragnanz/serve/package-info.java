/**
 * The server that shows a survey to participants and keeps their answers, and the command that
 * exports them.
 */
package org.pragnanz.serve;
