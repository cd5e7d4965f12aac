/**
 * The stage that turns answers into findings, figures and the report. Its numbers are computed in
 * {@code findings} and shown in {@code report}.
 */
package org.pragnanz.analyze;
