package org.pragnanz.serve.console;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/**
 * Who may see the experimenter's page: whoever sends the token, in the header {@code Authorization:
 * Bearer} or once in a form, for which the browser keeps a cookie. It is never part of an address,
 * because addresses are logged.
 */
final class Access {
  private static final String COOKIE = "experimenter";
  private static final String BEARER = "Bearer ";

  private final byte[] token;
  // Of this run of the server: a cookie that was stolen is worth nothing after it.
  private final String pass = random();

  Access(String token) {
    this.token = token.getBytes(StandardCharsets.UTF_8);
  }

  /** 192 random bits as text. */
  static String random() {
    byte[] bytes = new byte[24];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  boolean isGranted(Context request) {
    String header = request.header("Authorization");
    if (header != null && header.startsWith(BEARER)) {
      return isToken(header.substring(BEARER.length()));
    }
    String cookie = request.cookie(COOKIE);
    return cookie != null && same(cookie, pass.getBytes(StandardCharsets.UTF_8));
  }

  boolean isToken(String text) {
    return same(text, token);
  }

  /** Compares in a time that does not depend on where they differ. */
  private static boolean same(String text, byte[] secret) {
    return MessageDigest.isEqual(text.getBytes(StandardCharsets.UTF_8), secret);
  }

  /** Lets the browser in from now on. */
  void grant(Context request, boolean https) {
    Cookie cookie = new Cookie(COOKIE, pass);
    cookie.setPath("/experimenter");
    cookie.setHttpOnly(true);
    cookie.setSameSite(SameSite.STRICT);
    cookie.setSecure(https);
    request.cookie(cookie);
  }
}
