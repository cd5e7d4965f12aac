package org.pragnanz.phantom;

/**
 * Matrices that are arrays of rows. Plain loops over whole rows, four terms at a time, are what the
 * JIT turns into vector instructions; each sum has a fixed order, so that the bits are the same on
 * any machine, which no BLAS promises.
 */
final class Rows {
  private Rows() {}

  /**
   * Adds A B to a matrix.
   *
   * @param a (n, m), of which the k columns from {@code first} on are used
   * @param b (k, p)
   * @param sum (n, p)
   */
  static void addProduct(float[][] a, int first, float[][] b, float[][] sum) {
    for (int i = 0; i < a.length; i++) {
      addProduct(a[i], first, b, sum[i], 0);
    }
  }

  /**
   * Adds to a matrix what A B has on its diagonal and right of it.
   *
   * @param a (n, k)
   * @param b (k, p), p at least n
   * @param sum (n, p)
   */
  static void addUpperProduct(float[][] a, float[][] b, float[][] sum) {
    for (int i = 0; i < a.length; i++) {
      addProduct(a[i], 0, b, sum[i], i);
    }
  }

  /** One row, its columns from {@code from} on. */
  private static void addProduct(float[] w, int first, float[][] b, float[] sum, int from) {
    int l = 0;
    for (; l + 4 <= b.length; l += 4) {
      int k = first + l;
      add(w[k], b[l], w[k + 1], b[l + 1], w[k + 2], b[l + 2], w[k + 3], b[l + 3], sum, from);
    }
    for (; l < b.length; l++) {
      add(w[first + l], b[l], sum, from);
    }
  }

  private static void add(float w, float[] a, float[] sum, int from) {
    for (int j = from; j < sum.length; j++) {
      sum[j] += w * a[j];
    }
  }

  private static void add(
      float w,
      float[] a,
      float x,
      float[] b,
      float y,
      float[] c,
      float z,
      float[] d,
      float[] sum,
      int from) {
    for (int j = from; j < sum.length; j++) {
      sum[j] += w * a[j] + x * b[j] + y * c[j] + z * d[j];
    }
  }

  /** Aᵀ. */
  static float[][] transpose(float[][] a) {
    float[][] transposed = new float[a[0].length][a.length];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < a[i].length; j++) {
        transposed[j][i] = a[i][j];
      }
    }
    return transposed;
  }

  /** ReLU in place. */
  static float[][] rectify(float[][] a) {
    for (float[] row : a) {
      for (int j = 0; j < row.length; j++) {
        row[j] = Math.max(row[j], 0);
      }
    }
    return a;
  }

  /** All rows one after the other. */
  static float[] flat(float[][] a) {
    float[] flat = new float[a.length * a[0].length];
    for (int i = 0; i < a.length; i++) {
      System.arraycopy(a[i], 0, flat, i * a[i].length, a[i].length);
    }
    return flat;
  }
}
