/**
 * The stage that answers trials by machine. An observer says how much two images look alike; the
 * rest is the same for all.
 */
package org.pragnanz.observe;
