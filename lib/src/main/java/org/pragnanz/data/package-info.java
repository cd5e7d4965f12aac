/** The tables that stages hand on, each with the one class that reads and writes it. */
package org.pragnanz.data;
