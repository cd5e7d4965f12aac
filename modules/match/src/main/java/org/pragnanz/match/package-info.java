/**
 * The stage that draws what each trial shows: references and query, and the contrast images that
 * fit them.
 */
package org.pragnanz.match;
