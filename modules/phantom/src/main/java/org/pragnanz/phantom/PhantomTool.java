package org.pragnanz.phantom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.pragnanz.cli.Progress;
import org.pragnanz.cli.Tool;
import org.pragnanz.cli.options.OutFolder;
import org.pragnanz.concurrent.InOrder;
import org.pragnanz.concurrent.Workers;
import org.pragnanz.fault.InputException;
import org.pragnanz.files.Output;
import org.pragnanz.files.Safetensors;
import org.pragnanz.image.Images;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a network and images whose truth is known. */
@Command(
    name = "phantom",
    description = {
      "Makes the embedded network and images whose truth is known.",
      """

      As a phantom tests a scanner. All is the same bytes for the same seed, and an image does not
      depend on how many there are. The classes take turns."""
    },
    footer =
        """
        Inputs
          none

        Outputs
          --out  images/<synset>/*.png; weights.safetensors (model phantom); observer.safetensors (the
                 same architecture, drawn anew); truth.csv (layer,pattern,channel,weight: what every
                 channel adds); contents.csv (image,pattern,area: share of the image)

        Example
          pragnanz phantom --phantom-images 1200 --seed 1 --out phantom""")
public final class PhantomTool extends Tool {
  @Option(names = "--phantom-images")
  int images;

  @Option(names = "--seed")
  long seed;

  @Mixin OutFolder out;

  @Override
  protected void run() throws IOException {
    Path folder = out.file("images");
    if (Files.exists(folder)) {
      throw new InputException(
          folder + " is there already; remove it or name another --out, lest images mix.");
    }
    World world = World.of(seed);
    try (Workers workers = new Workers(threads())) {
      Fit fit = new Fit(world, Fit.ENOUGH, workers);
      Fit.Result network = fit.network("weights");
      Safetensors.write(out.file("weights.safetensors"), network.tensors());
      Safetensors.write(out.file("observer.safetensors"), fit.network("observer").tensors());
      Truth.write(out.file("truth.csv"), network.planted());
    }
    List<double[]> areas = new ArrayList<>();
    Output.folder(folder, unfinished -> paint(world, unfinished, areas));
    Contents.write(out.file("contents.csv"), areas);
  }

  /** Paints and writes the images, and adds each one's areas by pattern. */
  private void paint(World world, Path folder, List<double[]> areas) throws IOException {
    try (Progress progress = new Progress("images", images)) {
      InOrder.forEach(
          IntStream.range(0, images).boxed().toList(),
          threads(),
          i -> {
            Picture picture = world.scene("study", i).paint();
            Images.writePng(folder.resolve(World.id(i)), picture.image());
            return picture.areas();
          },
          (i, ofPatterns) -> {
            areas.add(ofPatterns);
            progress.add(1);
          });
    }
  }
}
