package org.pragnanz.weights;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.pragnanz.cli.Tool;
import org.pragnanz.cli.options.ModelOption;
import org.pragnanz.cli.options.OutFile;
import org.pragnanz.fault.UsageException;
import org.pragnanz.files.Safetensors;
import org.pragnanz.nn.checkpoint.Checkpoint;
import org.pragnanz.nn.description.Architecture;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Brings a network's weights, checked against the network, as safetensors. */
@Command(
    name = "weights",
    description = {
      "Checks a network's weights, downloads them if need be, writes safetensors.",
      """

      A file of yours, or the one that torchvision publishes, is checked against the network. A
      checkpoint is read without running anything in it. The published file is downloaded once; a broken
      download goes on where it stopped."""
    },
    footer =
        """
        Inputs
          --weights  .safetensors, or PyTorch's .pth in either of its formats

        Outputs
          --out  safetensors, float32, tensors by name; the same bytes for the same weights

        Example
          pragnanz weights --model vgg16 --out vgg16.safetensors""")
public final class WeightsTool extends Tool {
  @Mixin ModelOption model;

  @Option(names = "--weights")
  Optional<Path> weights;

  @Option(
      names = "--cache",
      paramLabel = "DIR",
      description =
          "Where downloads are kept (default: weights in $PRAGNANZ_CACHE, or in"
              + " $XDG_CACHE_HOME/pragnanz, or in ~/.cache/pragnanz)")
  Optional<Path> cache;

  @Mixin OutFile out;

  @Override
  protected void run() throws IOException {
    Architecture architecture = model.architecture();
    Path source = weights.isPresent() ? weights.get() : published();
    Safetensors.write(out.path(), Checkpoint.read(source, architecture));
  }

  private Path published() throws IOException {
    String file =
        Publisher.file(model.name())
            .orElseThrow(
                () ->
                    new UsageException(
                        "No one publishes weights of %s in torchvision's names; give a checkpoint of it."
                            .formatted(model.name())));
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
