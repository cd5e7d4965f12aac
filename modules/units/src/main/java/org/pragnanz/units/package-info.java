/** The stage that draws the units under study, or completes a given list. */
package org.pragnanz.units;
