/**
 * Networks as data: layers, sites and preprocessing. Nothing here knows the engine that runs them.
 */
package org.pragnanz.nn.description;
