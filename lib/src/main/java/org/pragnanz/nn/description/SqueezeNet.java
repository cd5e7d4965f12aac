package org.pragnanz.nn.description;

import java.util.ArrayList;
import java.util.List;
import org.pragnanz.nn.description.Layer.AveragePool;
import org.pragnanz.nn.description.Layer.Branches;
import org.pragnanz.nn.description.Layer.Conv;
import org.pragnanz.nn.description.Layer.Flatten;
import org.pragnanz.nn.description.Layer.MaxPool;
import org.pragnanz.nn.description.Layer.Relu;

/**
 * SqueezeNet 1.0 (Iandola et al. 2016, "SqueezeNet: AlexNet-level accuracy with 50x fewer
 * parameters", Table 1) and its authors' cheaper 1.1.
 */
final class SqueezeNet {
  /** Squeeze width of each of the eight fire modules; they expand to eight times as much. */
  private static final int[] WIDTHS = {16, 16, 32, 32, 48, 48, 64, 64};

  private SqueezeNet() {}

  static List<Layer> version10() {
    return layers(new Conv("features.0", 3, 96, 7, 2, 0, true), 2, 6, 11);
  }

  static List<Layer> version11() {
    return layers(new Conv("features.0", 3, 64, 3, 2, 0, true), 2, 5, 8);
  }

  /**
   * @param pools the places in torchvision's sequence where a pooling stands instead of a fire
   *     module
   */
  private static List<Layer> layers(Conv stem, Integer... pools) {
    List<Layer> layers = new ArrayList<>(List.of(stem, new Relu(stem.name())));
    int channels = stem.out();
    int module = 0;
    for (int place = 2; place < 2 + WIDTHS.length + pools.length; place++) {
      if (List.of(pools).contains(place)) {
        layers.add(new MaxPool(3, 2, 0, true));
      } else {
        int width = WIDTHS[module++];
        layers.addAll(fire("features." + place, channels, width));
        channels = 8 * width;
      }
    }
    layers.add(new Conv("classifier.1", channels, Architecture.IMAGENET_CLASSES, 1, 1, 0, true));
    layers.add(new Relu("classifier.1"));
    layers.add(new AveragePool(1));
    layers.add(new Flatten());
    return layers;
  }

  private static List<Layer> fire(String name, int in, int width) {
    String squeeze = name + ".squeeze";
    String expand1 = name + ".expand1x1";
    String expand3 = name + ".expand3x3";
    return List.of(
        new Conv(squeeze, in, width, 1, 1, 0, true),
        new Relu(squeeze),
        new Branches(
            List.of(
                List.of(new Conv(expand1, width, 4 * width, 1, 1, 0, true), new Relu(expand1)),
                List.of(new Conv(expand3, width, 4 * width, 3, 1, 1, true), new Relu(expand3)))));
  }
}
