package org.pragnanz.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.pragnanz.cli.Tool;
import org.pragnanz.data.Catalog;
import org.pragnanz.data.Rejected;
import org.pragnanz.fault.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Finds the images of a study, reads their labels, and verifies that each decodes.
 *
 * <p><b>Inputs</b>: a folder, searched whole but for hidden files, or a manifest: a table
 * image,synset (synset may be left out) whose paths lie below its own folder. An image's label is a
 * WordNet 3.0 synset id such as {@code n01440764}: of {@code --labels} (a table image,synset), else
 * of the manifest, else of the nearest folder of that name, else of the file's name where it begins
 * with one and an underscore. A label that WordNet does not know is refused here, before anything
 * is computed from the images.
 *
 * <p><b>Outputs</b>: {@code catalog.csv} (image, synset, width, height, sha256) ordered by image
 * id, {@code rejected.csv} (image, reason), and {@code images}, a link to the images' folder.
 *
 * <pre>{@code
 * pragnanz catalog --images /data/imagenet/val --out catalog
 * }</pre>
 */
@Command(
    name = "catalog",
    description = "Finds images and their labels, drops and reports those that do not decode.")
public final class CatalogTool extends Tool {
  @Option(
      names = "--images",
      required = true,
      paramLabel = "DIR|MANIFEST.csv",
      description = "A folder of images, or a table image,synset beside them.")
  Path images;

  @Option(
      names = "--labels",
      paramLabel = "F.csv",
      description = "A table image,synset, where folders and file names do not tell the labels.")
  Optional<Path> labels;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write.")
  Path out;

  @Override
  protected void run() throws IOException {
    Candidates candidates = Candidates.of(images);
    Labels synsets = Labels.of(candidates, labels);
    Verification verified = Verification.of(candidates, synsets, threads());
    if (verified.entries().isEmpty()) {
      Rejected first = verified.rejected().get(0);
      throw new InputException(
          "None of the %d files of %s is an image that decodes; the first, '%s': %s."
              .formatted(verified.rejected().size(), images, first.image(), first.reason()));
    }
    Files.createDirectories(out);
    FolderLink.make(out.resolve(Catalog.IMAGES), candidates.folder());
    Rejected.write(out.resolve(Rejected.FILE), verified.rejected());
    Catalog.write(out.resolve(Catalog.FILE), verified.entries());
    if (!verified.rejected().isEmpty()) {
      System.err.printf(
          "%d of %d files are images; %d were dropped, %s says why.%n",
          verified.entries().size(),
          verified.entries().size() + verified.rejected().size(),
          verified.rejected().size(),
          out.resolve(Rejected.FILE));
    }
  }
}
