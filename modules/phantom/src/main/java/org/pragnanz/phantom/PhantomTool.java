package org.pragnanz.phantom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.pragnanz.cli.Progress;
import org.pragnanz.cli.Tool;
import org.pragnanz.concurrent.InOrder;
import org.pragnanz.concurrent.Workers;
import org.pragnanz.fault.InputException;
import org.pragnanz.fault.UsageException;
import org.pragnanz.files.Output;
import org.pragnanz.files.Safetensors;
import org.pragnanz.image.Images;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Makes a network and images whose truth is known, as a phantom tests a scanner.
 *
 * <p>Outputs, in {@code --out}: {@code images/<synset>/*.png}, {@code weights.safetensors} (model
 * {@code phantom}), {@code observer.safetensors} (the same architecture, drawn anew), {@code
 * truth.csv} (layer, pattern, channel, weight: what every channel adds), {@code contents.csv}
 * (image, pattern, area: share of the image). All are the same bytes for the same seed, and an
 * image does not depend on how many there are.
 *
 * <p>Example: {@code pragnanz phantom --phantom-images 1200 --seed 1 --out phantom}
 */
@Command(
    name = "phantom",
    description = "Make the embedded network and images whose truth is known.")
public final class PhantomTool extends Tool {
  @Option(
      names = "--phantom-images",
      required = true,
      paramLabel = "N",
      description = "How many images to paint; the classes take turns.")
  private int images;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Seed of every draw (default: ${DEFAULT-VALUE}).")
  private long seed = 1;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write to.")
  private Path out;

  @Override
  protected void validateArguments() {
    if (images < 1) {
      throw new UsageException("--phantom-images must be at least 1, not " + images + ".");
    }
  }

  @Override
  protected void run() throws IOException {
    Path folder = out.resolve("images");
    if (Files.exists(folder)) {
      throw new InputException(
          folder + " is there already; remove it or name another --out, lest images mix.");
    }
    World world = World.of(seed);
    try (Workers workers = new Workers(threads())) {
      Fit fit = new Fit(world, Fit.ENOUGH, workers);
      Fit.Result network = fit.network("weights");
      Safetensors.write(out.resolve("weights.safetensors"), network.tensors());
      Safetensors.write(out.resolve("observer.safetensors"), fit.network("observer").tensors());
      Truth.write(out.resolve("truth.csv"), network.planted());
    }
    List<double[]> areas = new ArrayList<>();
    Output.folder(folder, unfinished -> paint(world, unfinished, areas));
    Contents.write(out.resolve("contents.csv"), areas);
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
