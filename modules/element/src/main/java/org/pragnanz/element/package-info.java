/**
 * The stage that chooses the element of a dictionary that stands for each unit, and ranks the
 * images by its code.
 */
package org.pragnanz.element;
