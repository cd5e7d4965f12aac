package org.pragnanz.extract;

import java.io.IOException;
import org.pragnanz.data.Catalog;
import org.pragnanz.fault.InputException;
import org.pragnanz.image.Crops;
import org.pragnanz.image.Preprocessing;

/**
 * Images as a network's inputs. Any number of threads may read.
 *
 * @param crops whether an image's inputs are its crops, and not itself
 */
record Inputs(Catalog catalog, Preprocessing preprocessing, boolean crops) {
  /** Height and width of an input. */
  int side() {
    return preprocessing.crop();
  }

  /** Numbers an input. */
  int size() {
    return 3 * side() * side();
  }

  /** Inputs an image. */
  int perImage() {
    return crops ? Crops.count(side()) : 1;
  }

  /**
   * An image as the network sees it whole, (3, side, side).
   *
   * @throws InputException where the image does not decode any more
   */
  float[] read(String image) throws IOException {
    return preprocessing.input(catalog.decode(image));
  }

  /**
   * Writes one of an image's inputs.
   *
   * @param whole what was {@link #read}
   * @param index which of the image's inputs
   * @param batch (N, 3, side, side), filled at {@code to}
   */
  void write(float[] whole, int index, float[] batch, int to) {
    if (crops) {
      Crops.cut(whole, index, side(), batch, to);
    } else {
      System.arraycopy(whole, 0, batch, to * size(), size());
    }
  }
}
