package org.pragnanz.nn.description;

import java.util.List;
import org.pragnanz.nn.description.Layer.AveragePool;
import org.pragnanz.nn.description.Layer.Conv;
import org.pragnanz.nn.description.Layer.Flatten;
import org.pragnanz.nn.description.Layer.Linear;
import org.pragnanz.nn.description.Layer.MaxPool;
import org.pragnanz.nn.description.Layer.Relu;

/** AlexNet on one GPU (Krizhevsky 2014, "One weird trick for parallelizing CNNs"). */
final class AlexNet {
  private static final int HIDDEN = 4096;
  private static final int POOLED_SIDE = 6;

  private AlexNet() {}

  static List<Layer> layers() {
    return List.of(
        new Conv("features.0", 3, 64, 11, 4, 2, true),
        new Relu("features.0"),
        new MaxPool(3, 2, 0, false),
        new Conv("features.3", 64, 192, 5, 1, 2, true),
        new Relu("features.3"),
        new MaxPool(3, 2, 0, false),
        new Conv("features.6", 192, 384, 3, 1, 1, true),
        new Relu("features.6"),
        new Conv("features.8", 384, 256, 3, 1, 1, true),
        new Relu("features.8"),
        new Conv("features.10", 256, 256, 3, 1, 1, true),
        new Relu("features.10"),
        new MaxPool(3, 2, 0, false),
        new AveragePool(POOLED_SIDE),
        new Flatten(),
        new Linear("classifier.1", 256 * POOLED_SIDE * POOLED_SIDE, HIDDEN),
        new Relu("classifier.1"),
        new Linear("classifier.4", HIDDEN, HIDDEN),
        new Relu("classifier.4"),
        new Linear("classifier.6", HIDDEN, Architecture.IMAGENET_CLASSES));
  }
}
