/** Who counts: sessions that failed a criterion are excluded, and every reason is kept. */
package org.pragnanz.analyze.screening;
