package org.pragnanz.survey.site;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Names without meaning: the first 64 bits of an HMAC-SHA256 under a secret. The secret is the
 * trials themselves with their seed, so that the same trials give the same names, and who does not
 * have them can compute none.
 */
final class Names {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int BYTES = 8;

  private final SecretKeySpec secret;

  /**
   * @param trials the bytes of {@code trials.json}
   */
  Names(long seed, byte[] trials) {
    byte[] salt = ByteBuffer.allocate(Long.BYTES).putLong(seed).array();
    this.secret = new SecretKeySpec(hmac(new SecretKeySpec(salt, ALGORITHM), trials), ALGORITHM);
  }

  /** 16 hexadecimal digits for a purpose and what it names. */
  String of(String purpose, Object... key) {
    StringBuilder text = new StringBuilder(purpose);
    for (Object part : key) {
      text.append('\n').append(part);
    }
    byte[] hash = hmac(secret, text.toString().getBytes(StandardCharsets.UTF_8));
    return HexFormat.of().formatHex(hash, 0, BYTES);
  }

  private static byte[] hmac(SecretKeySpec secret, byte[] text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      return mac.doFinal(text);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }
}
