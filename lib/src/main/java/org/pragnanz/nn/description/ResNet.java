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
import org.pragnanz.nn.description.Layer.Residual;

/**
 * Residual networks for ImageNet (He et al. 2016, "Deep residual learning for image recognition",
 * Table 1).
 */
final class ResNet {
  /** How a block is built. */
  enum Block {
    /** Two 3×3 convolutions (depths 18 and 34). */
    BASIC(1),
    /** 1×1, 3×3 with the stride, 1×1: torchvision's choice, also known as v1.5. */
    BOTTLENECK(4),
    /** 1×1 with the stride, 3×3, 1×1: the paper's. */
    BOTTLENECK_V1(4);

    /** Channels that a block puts out, in multiples of its width. */
    private final int expansion;

    Block(int expansion) {
      this.expansion = expansion;
    }
  }

  private static final int STEM = 64;

  private ResNet() {}

  /**
   * @param blocks how many blocks each of the four stages has
   */
  static List<Layer> layers(Block block, int... blocks) {
    List<Layer> layers = new ArrayList<>();
    layers.add(new Conv("conv1", 3, STEM, 7, 2, 3, false));
    layers.add(new Norm("bn1", STEM));
    layers.add(new Relu("bn1"));
    layers.add(new MaxPool(3, 2, 1, false));
    int channels = STEM;
    for (int stage = 0; stage < blocks.length; stage++) {
      int width = STEM << stage;
      for (int i = 0; i < blocks[stage]; i++) {
        String name = "layer%d.%d".formatted(stage + 1, i);
        int stride = stage > 0 && i == 0 ? 2 : 1;
        layers.addAll(block(block, name, channels, width, stride));
        channels = width * block.expansion;
      }
    }
    layers.add(new AveragePool(1));
    layers.add(new Flatten());
    layers.add(new Linear("fc", channels, Architecture.IMAGENET_CLASSES));
    return layers;
  }

  private static List<Layer> block(Block block, String name, int in, int width, int stride) {
    int out = width * block.expansion;
    List<Layer> body = new ArrayList<>();
    if (block == Block.BASIC) {
      add(body, name, 1, in, width, 3, stride);
      body.add(new Relu(name + ".bn1"));
      add(body, name, 2, width, out, 3, 1);
    } else {
      boolean first = block == Block.BOTTLENECK_V1;
      add(body, name, 1, in, width, 1, first ? stride : 1);
      body.add(new Relu(name + ".bn1"));
      add(body, name, 2, width, width, 3, first ? 1 : stride);
      body.add(new Relu(name + ".bn2"));
      add(body, name, 3, width, out, 1, 1);
    }
    List<Layer> shortcut =
        stride == 1 && in == out
            ? List.of()
            : List.of(
                new Conv(name + ".downsample.0", in, out, 1, stride, 0, false),
                new Norm(name + ".downsample.1", out));
    String last = name + (block == Block.BASIC ? ".bn2" : ".bn3");
    return List.of(new Residual(List.copyOf(body), shortcut), new Relu(last));
  }

  private static void add(
      List<Layer> body, String name, int index, int in, int out, int kernel, int stride) {
    body.add(new Conv(name + ".conv" + index, in, out, kernel, stride, kernel / 2, false));
    body.add(new Norm(name + ".bn" + index, out));
  }
}
