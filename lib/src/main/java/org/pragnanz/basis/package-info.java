/**
 * The bases that units are expressed in. What comes after {@code element} knows a basis by its
 * interface alone; each basis is one implementation.
 */
package org.pragnanz.basis;
