/** The participants' experiment: what its page, its server and its data have in common. */
package org.pragnanz.survey;
