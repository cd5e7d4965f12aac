package org.pragnanz.serve.http;

/**
 * What a participant takes along.
 *
 * @param code for the recruiting site, or empty
 * @param redirect address that the browser goes to, or empty
 */
public record CompletionCode(String code, String redirect) {}
