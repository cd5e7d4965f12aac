package org.pragnanz.element;

import org.pragnanz.matrix.FloatMatrix;

/**
 * The length of a dictionary's elements. A factorization U W is the same when an element is made
 * longer and its codes shorter by the same factor, so that codes of two elements compare only once
 * the lengths are settled.
 */
enum Scale {
  /** Length 1: a code is how much of the activation lies along the element. */
  UNIT {
    @Override
    double factor(double length) {
      return length == 0 ? 0 : 1 / length;
    }
  },
  /** As the factorization left it, which depends on its start. */
  FITTED {
    @Override
    double factor(double length) {
      return length == 0 ? 0 : 1;
    }
  };

  /** What an element of some length is multiplied by; 0 for an element that is all zero. */
  abstract double factor(double length);

  /** The factor of each row. */
  double[] factors(FloatMatrix dictionary) {
    double[] factors = new double[dictionary.rows()];
    for (int t = 0; t < factors.length; t++) {
      double squares = 0;
      for (float v : dictionary.row(t)) {
        squares += (double) v * v;
      }
      factors[t] = factor(Math.sqrt(squares));
    }
    return factors;
  }

  static FloatMatrix apply(double[] factors, FloatMatrix dictionary) {
    FloatMatrix scaled = new FloatMatrix(dictionary.rows(), dictionary.columns());
    for (int i = 0; i < scaled.values().length; i++) {
      scaled.values()[i] = (float) (factors[i / scaled.columns()] * dictionary.values()[i]);
    }
    return scaled;
  }
}
