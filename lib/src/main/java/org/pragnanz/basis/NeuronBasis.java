package org.pragnanz.basis;

import java.util.List;

/**
 * The unit as it is: one channel's axis. The code of an activation is the channel's activation.
 *
 * @param channel the channel, from 0
 * @param channels of the site, C
 */
public record NeuronBasis(int channel, int channels) implements Basis {
  public static final String NAME = "neuron";

  /** What tables write where there is no dictionary. */
  public static final int NO_ELEMENT = -1;

  public NeuronBasis {
    if (channel < 0 || channel >= channels) {
      throw new IllegalArgumentException("channel " + channel + " of " + channels);
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public int element() {
    return NO_ELEMENT;
  }

  @Override
  public List<Basis> dictionary() {
    return List.of();
  }

  @Override
  public float[] direction() {
    float[] axis = new float[channels];
    axis[channel] = 1;
    return axis;
  }

  @Override
  public double[] codes(float[] activations, int rows) {
    double[] codes = new double[rows];
    for (int row = 0; row < rows; row++) {
      codes[row] = activations[row * channels + channel];
    }
    return codes;
  }
}
