/** The stage that finds the images and their labels, and reports the files that do not decode. */
package org.pragnanz.catalog;
