/** How far the answers can be trusted, and how many a new study would need. */
package org.pragnanz.analyze.planning;
