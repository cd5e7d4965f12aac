/**
 * The stage that makes the experiment for people: the page, the sessions and the archive for JATOS.
 */
package org.pragnanz.survey.site;
