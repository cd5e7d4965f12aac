/** Loops over several threads whose results do not depend on how many there are. */
package org.pragnanz.concurrent;
