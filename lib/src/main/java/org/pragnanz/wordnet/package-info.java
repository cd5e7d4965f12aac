/** The nouns of WordNet 3.0, by which the meaning of images is compared. */
package org.pragnanz.wordnet;
