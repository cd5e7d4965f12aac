package org.pragnanz.basis;

import java.util.List;

/**
 * How a unit is expressed: a direction in its site's activation space (C channels after the ReLU)
 * and the code of an activation along it.
 *
 * <p>What comes after {@code element} works on this interface and knows a basis by its name alone.
 * A further basis is one more implementation, a name in this list, and how {@link Bases} reads it.
 */
public sealed interface Basis permits NeuronBasis, CraftBasis {
  /** What files call the basis, such as {@code neuron}. */
  String name();

  /** The element's number within the unit's dictionary, or -1 where there is no dictionary. */
  int element();

  /** Every element of the unit's dictionary, this one among them; empty where there is none. */
  List<Basis> dictionary();

  /** Channels of the site, C. */
  int channels();

  /** The direction, length C. */
  float[] direction();

  /**
   * The codes of some activations along the direction, each on its own.
   *
   * @param activations (rows, C), non-negative
   * @return length rows
   */
  double[] codes(float[] activations, int rows);

  /**
   * Gradient × Input of one image: the logit's derivative along the direction times the code,
   * summed over positions.
   *
   * <p>Source: Colin et al. (arXiv 2411.03993), Eq. 1; Shrikumar et al. (2016).
   *
   * @param activations (rows, C), one row a position
   * @param gradient the logit's derivative by them, (rows, C)
   */
  default double importance(float[] activations, float[] gradient, int rows) {
    float[] direction = direction();
    double[] codes = codes(activations, rows);
    double importance = 0;
    for (int row = 0; row < rows; row++) {
      double derivative = 0;
      for (int c = 0; c < direction.length; c++) {
        derivative += (double) gradient[row * direction.length + c] * direction[c];
      }
      importance += derivative * codes[row];
    }
    return importance;
  }
}
