/** The experimenter's page. */
package org.pragnanz.serve.console;
