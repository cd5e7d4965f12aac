package org.pragnanz.observe;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.pragnanz.cli.Progress;
import org.pragnanz.cli.Tool;
import org.pragnanz.cli.options.DeviceOption;
import org.pragnanz.cli.options.OutFolder;
import org.pragnanz.cli.options.ShardOption;
import org.pragnanz.cli.options.TrialsOption;
import org.pragnanz.files.Output;
import org.pragnanz.nn.description.Architecture;
import org.pragnanz.nn.description.Site;
import org.pragnanz.nn.execution.Network;
import org.pragnanz.trial.TrialSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Passes the images of trials through the perceptual observer's network. */
@Command(
    name = "embed",
    description = {
      "Keeps what the perceptual observer's network sees in the images of trials.",
      """

      Each image passes once, as it is shown. Features are averaged over positions and brought to
      length 1 at each site. The numbers do not depend on how the work is cut."""
    },
    footer =
        """
        Inputs
          --trials            the folder that trials wrote
          --observer-weights  the observer's checkpoint, .safetensors or .pth

        Outputs
          --out  features.npy float32 (images, channels of all sites), and features.csv (image): the
                 images of its rows

        Example
          pragnanz embed --trials trials --observer-model squeezenet1_1 \\
            --observer-weights squeezenet1_1.safetensors --out features""")
public final class EmbedTool extends Tool {
  private static final int DEFAULT_SITES = 5;

  @Mixin TrialsOption trials;

  @Option(names = "--observer-model", required = true)
  String model;

  @Option(names = "--observer-weights", required = true)
  Path weights;

  @Option(names = "--observer-sites", split = ",")
  List<String> sites;

  @Mixin DeviceOption device;
  @Mixin ShardOption shard;
  @Mixin OutFolder out;

  @Override
  protected void run() throws IOException {
    TrialSet set = trials.read();
    Architecture architecture = Architecture.named(model);
    List<String> asked = sites.isEmpty() ? spread(architecture) : sites;
    asked.forEach(architecture::site); // refused before a network is loaded
    List<String> mine = shard.of(List.copyOf(set.images().keySet()));
    try (Progress progress = new Progress("images", mine.size());
        Network network =
            Network.load(architecture, weights, new Network.Options(device.name(), true, false))) {
      // A checkpoint of other classes than ImageNet's changes the channels of the last sites.
      List<Site> looked = asked.stream().map(network.architecture()::site).toList();
      Embedding embedding = new Embedding(network, looked, trials.folder(), set);
      Output.folder(out.path(), made -> embedding.write(made, mine, threads(), progress));
    }
  }

  /** The last site of each fifth of the network, or every site of one that has fewer. */
  static List<String> spread(Architecture architecture) {
    List<String> names = architecture.sites().stream().map(Site::name).toList();
    int n = Math.min(DEFAULT_SITES, names.size());
    return IntStream.rangeClosed(1, n).mapToObj(i -> names.get(i * names.size() / n - 1)).toList();
  }
}
