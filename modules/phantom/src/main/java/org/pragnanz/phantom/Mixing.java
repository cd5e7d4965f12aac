package org.pragnanz.phantom;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.LUDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.SingularValueDecomposition;
import org.apache.commons.rng.UniformRandomProvider;
import org.pragnanz.random.Draws;

/** Matrices that say which patterns a channel adds up. */
final class Mixing {
  /** Smallest singular value of a matrix that later layers can tell apart again. */
  private static final double WELL_CONDITIONED = 0.25;

  private Mixing() {}

  /**
   * Draws a matrix of zeros and ones, (rows, columns), at most as many rows as columns, with {@code
   * ones} ones in every row, spread evenly over the columns: the first rows of a sum of
   * permutations that never meet. Its rows are linearly independent, and no column is empty.
   */
  static float[][] draw(UniformRandomProvider random, int rows, int columns, int ones) {
    List<Integer> all = IntStream.range(0, columns).boxed().toList();
    while (true) {
      float[][] matrix = new float[rows][columns];
      for (int k = 0; k < ones; k++) {
        List<Integer> permutation = Draws.sample(random, all, columns);
        for (int row = 0; row < rows; row++) {
          matrix[row][permutation.get(row)]++;
        }
      }
      if (usable(matrix)) {
        return matrix;
      }
    }
  }

  private static boolean usable(float[][] matrix) {
    for (float[] row : matrix) {
      for (float value : row) {
        if (value > 1) {
          return false;
        }
      }
    }
    for (int column = 0; column < matrix[0].length; column++) {
      int c = column;
      if (Arrays.stream(matrix).noneMatch(row -> row[c] > 0)) {
        return false;
      }
    }
    double[] values = new SingularValueDecomposition(real(matrix)).getSingularValues();
    return values[values.length - 1] > WELL_CONDITIONED;
  }

  /**
   * The layer that makes one mixture of another: B A⁻¹, for A square.
   *
   * @param from A, what the layer before adds up
   * @param to B, what this layer shall add up
   */
  static float[][] between(float[][] from, float[][] to) {
    RealMatrix inverse = new LUDecomposition(real(from)).getSolver().getInverse();
    return single(real(to).multiply(inverse));
  }

  private static RealMatrix real(float[][] matrix) {
    RealMatrix real = new Array2DRowRealMatrix(matrix.length, matrix[0].length);
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix[i].length; j++) {
        real.setEntry(i, j, matrix[i][j]);
      }
    }
    return real;
  }

  private static float[][] single(RealMatrix real) {
    float[][] matrix = new float[real.getRowDimension()][real.getColumnDimension()];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix[i].length; j++) {
        matrix[i][j] = (float) real.getEntry(i, j);
      }
    }
    return matrix;
  }
}
