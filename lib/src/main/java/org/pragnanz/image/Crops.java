package org.pragnanz.image;

/**
 * The crops that CRAFT factorizes (Fel et al. 2023; the paper, section 3.2): windows of 64 pixels
 * at a stride of four fifths of that, row by row, each resized to the network's input.
 */
public final class Crops {
  /** Side of a crop, in pixels. */
  public static final int SIZE = 64;

  /** Pixels from one crop to the next: ⌊0.8 · 64⌋. */
  public static final int STRIDE = 51;

  private Crops() {}

  /** How many crops an image of {@code side}×{@code side} pixels has: 16 of 224. */
  public static int count(int side) {
    return perRow(side) * perRow(side);
  }

  private static int perRow(int side) {
    return (side - SIZE) / STRIDE + 1;
  }

  /**
   * Cuts one crop of an image and resizes it to {@code side}×{@code side}, as torch's {@code
   * interpolate(mode="bilinear", align_corners=False)}, without antialiasing.
   *
   * @param image (3, side, side), normalised
   * @param index which of its crops
   * @param batch (N, 3, side, side), filled at {@code to}
   * @param to which of the N
   */
  public static void cut(float[] image, int index, int side, float[] batch, int to) {
    int corner = index / perRow(side) * STRIDE * side + index % perRow(side) * STRIDE;
    Axis axis = Axis.of(side);
    float[] row0 = new float[side];
    float[] row1 = new float[side];
    for (int c = 0, o = 3 * to * side * side; c < 3; c++) {
      int from = c * side * side + corner;
      int held = -1;
      for (int y = 0; y < side; y++, o += side) {
        if (held != axis.near[y]) {
          held = axis.near[y];
          stretch(image, from + held * side, axis, row0);
          stretch(image, from + axis.far[y] * side, axis, row1);
        }
        float weight = axis.weight[y];
        for (int x = 0; x < side; x++) {
          batch[o + x] = row0[x] * (1 - weight) + row1[x] * weight;
        }
      }
    }
  }

  private static void stretch(float[] image, int from, Axis axis, float[] row) {
    for (int x = 0; x < row.length; x++) {
      float weight = axis.weight[x];
      row[x] = image[from + axis.near[x]] * (1 - weight) + image[from + axis.far[x]] * weight;
    }
  }

  /** For each output position its two input positions, and the weight of the second. */
  private record Axis(int[] near, int[] far, float[] weight) {
    static Axis of(int side) {
      int[] near = new int[side];
      int[] far = new int[side];
      float[] weight = new float[side];
      float scale = (float) SIZE / side;
      for (int i = 0; i < side; i++) {
        // torch keeps the position in double and the scale in float.
        double at = Math.max(0, scale * (i + 0.5) - 0.5);
        near[i] = Math.min((int) at, SIZE - 1);
        far[i] = Math.min(near[i] + 1, SIZE - 1);
        weight[i] = (float) (at - near[i]);
      }
      return new Axis(near, far, weight);
    }
  }
}
