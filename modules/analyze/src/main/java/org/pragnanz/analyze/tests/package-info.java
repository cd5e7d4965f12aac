/** What the answers say: scores with their intervals, and every test, a row each. */
package org.pragnanz.analyze.tests;
