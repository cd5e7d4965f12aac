/**
 * The server: which address does what, who may ask how often, and how requests and answers are kept
 * safe.
 */
package org.pragnanz.serve.http;
