/**
 * How a tool is started, found and ended: its command line, its exit code, its progress. Only tools
 * use this package; nothing of the library does.
 */
package org.pragnanz.cli;
