package org.pragnanz.cli.options;

import java.io.IOException;
import java.nio.file.Path;
import org.pragnanz.nn.description.Architecture;
import org.pragnanz.nn.execution.Network;
import org.pragnanz.nn.execution.Precision;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The network under study, its checkpoint, and how it runs. */
public final class NetworkOptions {
  @Mixin ModelOption model;

  @Option(names = "--weights", required = true, description = "Its .safetensors or .pth file")
  Path weights;

  @Mixin DeviceOption device;
  @Mixin FoldOption fold;

  /** The network's name. */
  public String model() {
    return model.name();
  }

  /** Its description. */
  public Architecture architecture() {
    return model.architecture();
  }

  /** Loads it, to pass images in float32. */
  public Network load() throws IOException {
    return load(Precision.FLOAT32);
  }

  /** Loads it, to pass images in numbers of this precision. */
  public Network load(Precision precision) throws IOException {
    return load(false, precision);
  }

  /** Loads it, for gradients too. */
  public Network loadWithGradients() throws IOException {
    return load(true, Precision.FLOAT32);
  }

  private Network load(boolean gradients, Precision precision) throws IOException {
    return Network.load(
        architecture(),
        weights,
        new Network.Options(device.name(), !fold.noFold, gradients, precision));
  }
}
