package org.pragnanz.serve;

/**
 * What a participant takes along.
 *
 * @param code for the recruiting site, or empty
 * @param redirect address that the browser goes to, or empty
 */
record Ending(String code, String redirect) {}
