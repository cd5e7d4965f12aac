package org.pragnanz.nn;

import ai.djl.ndarray.NDArray;
import java.util.LinkedHashMap;
import java.util.Map;
import org.pragnanz.nn.Network.Activation;

/** Reads asked sites out as the pass meets them, so that their maps need not be kept. */
final class Reading implements Execution.Sites {
  private final Map<String, Readout> wanted;
  private final boolean logits;
  private final Map<String, Activation> read = new LinkedHashMap<>();

  /**
   * @param logits whether the pass goes on to the end
   */
  Reading(Map<String, Readout> wanted, boolean logits) {
    this.wanted = wanted;
    this.logits = logits;
  }

  /** What was read, by site, in order of the pass. */
  Map<String, Activation> read() {
    return read;
  }

  @Override
  public NDArray at(String site, NDArray activation) {
    Readout readout = wanted.get(site);
    if (readout == Readout.MEAN && activation.getShape().dimension() > 2) {
      try (NDArray mean = Execution.averagePool(activation, 1)) {
        read.put(site, PyTorch.positions(mean));
      }
    } else if (readout != null) {
      read.put(site, PyTorch.positions(activation));
    }
    return activation;
  }

  @Override
  public boolean done() {
    return !logits && read.size() == wanted.size();
  }
}
