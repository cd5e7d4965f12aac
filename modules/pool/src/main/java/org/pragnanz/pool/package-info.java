/** The stage that ranks the images of every unit and keeps the strongest and the weakest. */
package org.pragnanz.pool;
