/**
 * The server that shows a survey to participants and keeps their answers, and the command that
 * exports them.
 *
 * <p>Its rooms, each knowing only those before it: {@code message}, {@code store}, {@code export},
 * {@code console}, {@code http}.
 */
package org.pragnanz.serve;
