/**
 * The stage that puts an experiment's trials together and writes their images and contact sheets.
 */
package org.pragnanz.trials;
