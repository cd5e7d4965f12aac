package org.pragnanz.weights;

import java.io.IOException;
import java.util.List;
import org.pragnanz.cli.Tool;
import org.pragnanz.files.Csv;
import org.pragnanz.nn.description.Architecture;
import org.pragnanz.nn.description.Site;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Lists a network's post-ReLU sites, which are the layers that units can be chosen from.
 *
 * <p><b>Output</b>, on standard output: a table {@code site,channels,depth} in order of the forward
 * pass. The site is the name of the torchvision module whose output enters the ReLU; the depth runs
 * from 0 (first) to 1 (last).
 *
 * <p><b>Example</b>: {@code pragnanz layers --model resnet50}
 */
@Command(
    name = "layers",
    description = "Lists a network's post-ReLU sites as CSV: site,channels,depth.")
public final class LayersTool extends Tool {
  @Option(names = "--model", required = true, description = "The network, such as resnet50.")
  private String model;

  @Override
  protected void run() throws IOException {
    Architecture architecture = Architecture.named(model);
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
