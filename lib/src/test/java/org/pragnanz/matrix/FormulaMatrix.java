package org.pragnanz.matrix;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/** The matrices of {@code reference/nmf.json}, which a formula makes. */
final class FormulaMatrix {
  private static final int INNER = 12;

  private FormulaMatrix() {}

  /** A = max(0, B C + 0.05 mean(B C) (2 u - 1)) with sparse uniform B (n, 12) and C (12, p). */
  static FloatMatrix of(int n, int p) {
    String size = n + "x" + p;
    float[] b = sparse(uniform("B" + size, n * INNER), 0.7f);
    float[] c = sparse(uniform("C" + size, INNER * p), 0.6f);
    float[] noise = uniform("N" + size, n * p);
    FloatMatrix a = new FloatMatrix(n, p);
    double sum = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < p; j++) {
        double dot = 0;
        for (int t = 0; t < INNER; t++) {
          dot += (double) b[i * INNER + t] * c[t * p + j];
        }
        a.values()[i * p + j] = (float) dot;
        sum += dot;
      }
    }
    float scale = (float) (0.05 * sum / (n * (double) p));
    for (int i = 0; i < noise.length; i++) {
      a.values()[i] = Math.max(0, a.values()[i] + scale * (2 * noise[i] - 1));
    }
    return a;
  }

  private static float[] sparse(float[] u, float threshold) {
    for (int i = 0; i < u.length; i++) {
      u[i] = u[i] > threshold ? u[i] : 0;
    }
    return u;
  }

  /** The top 24 bits of SplitMix64's outputs, seeded by the name's CRC-32, over 2^24. */
  static float[] uniform(String name, int count) {
    CRC32 crc = new CRC32();
    crc.update(("reference:" + name).getBytes(StandardCharsets.UTF_8));
    long state = crc.getValue();
    float[] u = new float[count];
    for (int i = 0; i < count; i++) {
      state += 0x9E3779B97F4A7C15L;
      long z = state;
      z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
      z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
      u[i] = ((z ^ (z >>> 31)) >>> 40) * 0x1p-24f;
    }
    return u;
  }
}
