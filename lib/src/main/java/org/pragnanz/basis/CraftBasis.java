package org.pragnanz.basis;

import java.util.List;
import java.util.stream.IntStream;
import org.pragnanz.matrix.FloatMatrix;
import org.pragnanz.matrix.Nnls;

/**
 * An element of a dictionary that was learnt from the unit's strongest images. The code of an
 * activation is the element's part in the non-negative combination of the whole dictionary that is
 * nearest to the activation.
 *
 * <p>Source: Colin et al. (arXiv 2411.03993), section 3.1; Fel et al. (2023), CRAFT.
 */
public final class CraftBasis implements Basis {
  public static final String NAME = "craft";

  private final FloatMatrix dictionary;
  private final int element;
  private final Nnls nnls;

  /**
   * @param dictionary W (k, C), non-negative
   * @param element which row is meant, from 0
   */
  public CraftBasis(FloatMatrix dictionary, int element) {
    this(dictionary, element, new Nnls(dictionary));
  }

  private CraftBasis(FloatMatrix dictionary, int element, Nnls nnls) {
    if (element < 0 || element >= dictionary.rows()) {
      throw new IllegalArgumentException("element " + element + " of " + dictionary.rows());
    }
    this.dictionary = dictionary;
    this.element = element;
    this.nnls = nnls;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int element() {
    return element;
  }

  @Override
  public List<Basis> dictionary() {
    return IntStream.range(0, dictionary.rows())
        .<Basis>mapToObj(t -> new CraftBasis(dictionary, t, nnls))
        .toList();
  }

  @Override
  public int channels() {
    return dictionary.columns();
  }

  @Override
  public float[] direction() {
    return dictionary.row(element);
  }

  @Override
  public double[] codes(float[] activations, int rows) {
    double[] codes = new double[rows];
    for (int row = 0; row < rows; row++) {
      codes[row] = nnls.codes(activations, row * channels())[element];
    }
    return codes;
  }
}
