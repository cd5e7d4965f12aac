/**
 * The stage that describes a finished run and lists its digests, and the command that compares two
 * runs.
 */
package org.pragnanz.record;
