/**
 * The answers as they are read: tables of this pipeline and, through a map of columns, of other
 * studies; who answered, in what condition, about which unit.
 */
package org.pragnanz.analyze.responses;
