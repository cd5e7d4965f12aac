/** Checks the pipeline's parameters before its first task, and completes them. */
package org.pragnanz.check;
