/**
 * The stage that makes a network and images whose truth is known, and measures how well each basis
 * recovers it.
 */
package org.pragnanz.phantom;
