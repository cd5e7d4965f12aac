package org.pragnanz.nn.description;

import java.util.ArrayList;
import java.util.List;
import org.pragnanz.nn.description.Layer.AveragePool;
import org.pragnanz.nn.description.Layer.Conv;
import org.pragnanz.nn.description.Layer.Flatten;
import org.pragnanz.nn.description.Layer.Linear;
import org.pragnanz.nn.description.Layer.MaxPool;
import org.pragnanz.nn.description.Layer.Norm;
import org.pragnanz.nn.description.Layer.Relu;

/**
 * VGG networks (Simonyan and Zisserman 2015, "Very deep convolutional networks for large-scale
 * image recognition", Table 1, columns A, B, D and E).
 */
final class Vgg {
  private static final int[] WIDTHS = {64, 128, 256, 512, 512};
  private static final int HIDDEN = 4096;
  private static final int POOLED_SIDE = 7;

  private Vgg() {}

  /**
   * @param norm whether a batch norm follows every convolution
   * @param convolutions how many convolutions each of the five stages has
   */
  static List<Layer> layers(boolean norm, int... convolutions) {
    List<Layer> layers = new ArrayList<>();
    int channels = 3;
    // torchvision numbers every module of the sequence, those without parameters too.
    int index = 0;
    for (int stage = 0; stage < WIDTHS.length; stage++) {
      for (int i = 0; i < convolutions[stage]; i++) {
        String site = "features." + index++;
        layers.add(new Conv(site, channels, WIDTHS[stage], 3, 1, 1, true));
        channels = WIDTHS[stage];
        if (norm) {
          site = "features." + index++;
          layers.add(new Norm(site, channels));
        }
        layers.add(new Relu(site));
        index++;
      }
      layers.add(new MaxPool(2, 2, 0, false));
      index++;
    }
    layers.add(new AveragePool(POOLED_SIDE));
    layers.add(new Flatten());
    layers.add(new Linear("classifier.0", channels * POOLED_SIDE * POOLED_SIDE, HIDDEN));
    layers.add(new Relu("classifier.0"));
    layers.add(new Linear("classifier.3", HIDDEN, HIDDEN));
    layers.add(new Relu("classifier.3"));
    layers.add(new Linear("classifier.6", HIDDEN, Architecture.IMAGENET_CLASSES));
    return layers;
  }
}
