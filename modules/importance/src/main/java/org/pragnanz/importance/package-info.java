/**
 * The stage that measures how much units and elements matter to the network's decision, by Gradient
 * x Input.
 */
package org.pragnanz.importance;
