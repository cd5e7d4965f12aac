package org.pragnanz.weights;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.pragnanz.cli.Tool;
import org.pragnanz.fault.UsageException;
import org.pragnanz.files.Safetensors;
import org.pragnanz.nn.checkpoint.Checkpoint;
import org.pragnanz.nn.description.Architecture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Brings a network's weights: a file of yours, or the one that torchvision publishes, checked
 * against the network and written as float32 safetensors.
 *
 * <p><b>Input</b>: {@code .safetensors}, or PyTorch's {@code .pth} in either of its formats, read
 * without running anything in it. Without {@code --weights} the published file is downloaded to the
 * cache, once; a broken download goes on where it stopped.
 *
 * <p><b>Output</b>: a safetensors file, tensors by name, the same bytes for the same weights.
 *
 * <p><b>Example</b>: {@code pragnanz weights --model vgg16 --out vgg16.safetensors}
 */
@Command(
    name = "weights",
    description = "Checks a network's weights, downloads them if need be, writes safetensors.")
public final class WeightsTool extends Tool {
  @Option(names = "--model", required = true, description = "The network, such as resnet50.")
  private String model;

  @Option(
      names = "--weights",
      description =
          "A .safetensors or .pth file (default: torchvision's published file, downloaded).")
  private Optional<Path> weights = Optional.empty();

  @Option(
      names = "--cache",
      description =
          "Where downloads are kept (default: weights in $PRAGNANZ_CACHE, or in $XDG_CACHE_HOME/pragnanz, or"
              + " in ~/.cache/pragnanz).")
  private Optional<Path> cache = Optional.empty();

  @Option(names = "--out", required = true, description = "The safetensors file to write.")
  private Path out;

  @Override
  protected void run() throws IOException {
    Architecture architecture = Architecture.named(model);
    Path source = weights.isPresent() ? weights.get() : published();
    Safetensors.write(out, Checkpoint.read(source, architecture));
  }

  private Path published() throws IOException {
    String file =
        Publisher.file(model)
            .orElseThrow(
                () ->
                    new UsageException(
                        "No one publishes weights of %s in torchvision's names; give a checkpoint of it."
                            .formatted(model)));
    return new Download(URI.create(Publisher.ADDRESS), cache.orElseGet(WeightsTool::defaultCache))
        .fetch(file);
  }

  private static Path defaultCache() {
    String own = System.getenv("PRAGNANZ_CACHE");
    if (own != null && !own.isEmpty()) {
      return Path.of(own).resolve("weights");
    }
    String named = System.getenv("XDG_CACHE_HOME");
    Path root =
        named == null || named.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(named);
    return root.resolve("pragnanz").resolve("weights");
  }
}
