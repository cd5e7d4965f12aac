/** The stage that measures how close the elements of dictionaries lie to the axes. */
package org.pragnanz.alignment;
