package org.pragnanz.random;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.ListSampler;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Random draws that depend on what they are for and on nothing else.
 *
 * <p>A generator is made for a key (seed, purpose, and what the purpose names: unit, basis, trial,
 * ...), so that a draw is the same whatever was drawn before, on any machine and in any order of
 * tasks. The key's text is hashed by SHA-256 into the state of xoshiro256++.
 */
public final class Draws {
  private Draws() {}

  /**
   * @param seed the study's seed
   * @param purpose what is drawn, such as "references"; two purposes never share draws
   * @param key what it is drawn for; their {@code toString} must not depend on the machine
   */
  public static UniformRandomProvider generator(long seed, String purpose, Object... key) {
    // Length-prefixed, so that no two lists of parts give the same text.
    String text =
        Arrays.stream(key)
            .map(String::valueOf)
            .map(part -> part.length() + ":" + part)
            .collect(
                Collectors.joining(",", seed + "/" + purpose.length() + ":" + purpose + "/", ""));
    ByteBuffer hash = ByteBuffer.wrap(sha256(text));
    long[] state = new long[4];
    for (int i = 0; i < state.length; i++) {
      state[i] = hash.getLong();
    }
    return RandomSource.XO_SHI_RO_256_PP.create(state);
  }

  /** Draws {@code n} different items of {@code items}, in random order. */
  public static <T> List<T> sample(UniformRandomProvider random, List<T> items, int n) {
    return List.copyOf(ListSampler.sample(random, items, n));
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
