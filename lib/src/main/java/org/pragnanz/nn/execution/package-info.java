/**
 * Passes of a network in PyTorch, forwards to the sites and backwards from the logits, as a program
 * that is generated for it.
 */
package org.pragnanz.nn.execution;
