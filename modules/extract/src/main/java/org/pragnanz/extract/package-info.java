/**
 * The stage that keeps a network's activations over images, crops of them, or positions in them.
 */
package org.pragnanz.extract;
