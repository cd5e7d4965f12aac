/** Random draws that depend on the seed and on what they are for, and on nothing else. */
package org.pragnanz.random;
