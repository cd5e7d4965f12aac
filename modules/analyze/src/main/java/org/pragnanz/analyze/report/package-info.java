/** Figures and the page that shows them, drawn from {@code org.pragnanz.analyze.findings}. */
package org.pragnanz.analyze.report;
