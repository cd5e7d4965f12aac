/**
 * The stage that checks a network's weights or fetches them, and the commands that list its sites
 * and classify images.
 */
package org.pragnanz.weights;
