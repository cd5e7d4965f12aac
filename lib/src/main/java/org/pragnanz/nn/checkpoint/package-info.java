/**
 * Weights of a network from a file, checked against its description. PyTorch's own files are read
 * without running what is in them.
 */
package org.pragnanz.nn.checkpoint;
