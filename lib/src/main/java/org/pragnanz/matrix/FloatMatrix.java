package org.pragnanz.matrix;

/**
 * A dense matrix in row-major order.
 *
 * @param rows n
 * @param columns p
 * @param values float32, length n·p; shared, not copied
 */
public record FloatMatrix(int rows, int columns, float[] values) {
  public FloatMatrix {
    if (values.length != Math.multiplyExact(rows, columns)) {
      throw new IllegalArgumentException(
          values.length + " values are no " + rows + "×" + columns + " matrix");
    }
  }

  public FloatMatrix(int rows, int columns) {
    this(rows, columns, new float[Math.multiplyExact(rows, columns)]);
  }

  public float get(int row, int column) {
    return values[row * columns + column];
  }

  /** A copy of one row, length p. */
  public float[] row(int row) {
    float[] copy = new float[columns];
    System.arraycopy(values, row * columns, copy, 0, columns);
    return copy;
  }
}
