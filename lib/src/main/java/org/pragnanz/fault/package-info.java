/**
 * What is thrown when an input or a command line is wrong, and the suggestion of what was meant.
 */
package org.pragnanz.fault;
