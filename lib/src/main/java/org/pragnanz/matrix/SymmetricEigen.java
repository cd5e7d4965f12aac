package org.pragnanz.matrix;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.eigen.Eigen;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The eigenvalues and eigenvectors of a small symmetric matrix, by ND4J (LAPACK's {@code dsyev}),
 * in float64.
 *
 * @param values largest first
 * @param vectors one eigenvector of unit length a row, its largest entry (by size) positive, so
 *     that the sign does not depend on the library
 */
record SymmetricEigen(double[] values, double[][] vectors) {
  static SymmetricEigen of(double[][] matrix) {
    int m = matrix.length;
    // The routine takes its argument's place for the vectors, one a column, smallest value first.
    try (INDArray columns = Nd4j.create(matrix).castTo(DataType.DOUBLE);
        INDArray ascending = Eigen.symmetricGeneralizedEigenvalues(columns, true)) {
      double[] values = new double[m];
      double[][] vectors = new double[m][m];
      for (int i = 0; i < m; i++) {
        int column = m - 1 - i;
        values[i] = ascending.getDouble(column);
        for (int j = 0; j < m; j++) {
          vectors[i][j] = columns.getDouble(j, column);
        }
        orient(vectors[i]);
      }
      return new SymmetricEigen(values, vectors);
    }
  }

  private static void orient(double[] vector) {
    double largest = 0;
    for (double v : vector) {
      // A margin, so that two entries equal but for rounding do not decide by it.
      if (Math.abs(v) > Math.abs(largest) * (1 + 1e-9)) {
        largest = v;
      }
    }
    if (largest < 0) {
      for (int j = 0; j < vector.length; j++) {
        vector[j] = -vector[j];
      }
    }
  }
}
