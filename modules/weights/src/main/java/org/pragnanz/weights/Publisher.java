package org.pragnanz.weights;

import java.util.List;
import java.util.Optional;

/**
 * The files that torchvision publishes. Where it has published several for a network, the one that
 * is meant is {@code IMAGENET1K_V1}, trained as the network's authors did and used by the studies
 * of its units. A file's name carries the first eight digits of its SHA-256.
 *
 * <p>Source: torchvision's own tables, https://docs.pytorch.org/vision/stable/models.html
 */
final class Publisher {
  /** Where the files lie. */
  static final String ADDRESS = "https://download.pytorch.org/models/";

  private static final List<String> FILES =
      List.of(
          "resnet18-f37072fd.pth",
          "resnet34-b627a593.pth",
          "resnet50-0676ba61.pth",
          "resnet101-63fe2227.pth",
          "resnet152-394f9c45.pth",
          "vgg11-8a719046.pth",
          "vgg13-19584684.pth",
          "vgg16-397923af.pth",
          "vgg16_bn-6c64b313.pth",
          "vgg19-dcbb9e9d.pth",
          "squeezenet1_0-b66bff10.pth",
          "squeezenet1_1-b8a52dc0.pth",
          "alexnet-owt-7be5be79.pth");

  private Publisher() {}

  /** The file that is published for a network, empty where none is. */
  static Optional<String> file(String model) {
    return FILES.stream().filter(file -> file.startsWith(model + "-")).findFirst();
  }

  /** The hexadecimal digits that a file's SHA-256 begins with. */
  static String digest(String file) {
    return file.substring(file.lastIndexOf('-') + 1, file.lastIndexOf('.'));
  }
}
