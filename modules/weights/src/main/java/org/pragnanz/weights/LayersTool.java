package org.pragnanz.weights;

import java.io.IOException;
import java.util.List;
import org.pragnanz.cli.Tool;
import org.pragnanz.cli.options.ModelOption;
import org.pragnanz.files.Csv;
import org.pragnanz.nn.description.Architecture;
import org.pragnanz.nn.description.Site;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists a network's post-ReLU sites, which are the layers that units can be chosen from. */
@Command(
    name = "layers",
    description = {
      "Lists a network's post-ReLU sites, the layers that units can be chosen from.",
      """

      In the order of the forward pass. A site is the name of the torchvision module whose output enters
      the ReLU; its depth goes from 0 (first) to 1 (last)."""
    },
    footer =
        """
        Inputs
          none

        Outputs
          on standard output CSV site,channels,depth

        Example
          pragnanz layers --model resnet50""")
public final class LayersTool extends Tool {
  @Mixin ModelOption model;

  @Override
  protected void run() throws IOException {
    Architecture architecture = model.architecture();
    Csv.print(
        System.out,
        List.of("site", "channels", "depth"),
        rows -> {
          for (Site site : architecture.sites()) {
            rows.add(site.name(), site.channels(), site.depth());
          }
        });
  }
}
