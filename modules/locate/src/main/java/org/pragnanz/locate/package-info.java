/** The stage that maps where in an image each unit is active. */
package org.pragnanz.locate;
