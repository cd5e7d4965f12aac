/**
 * What browsers say to the server and what it may refuse them. Each message checks itself when it
 * is made.
 */
package org.pragnanz.serve.message;
