package org.pragnanz.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.pragnanz.cli.Tool;
import org.pragnanz.cli.options.OutFolder;
import org.pragnanz.data.Catalog;
import org.pragnanz.data.Rejected;
import org.pragnanz.fault.InputException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Finds the images of a study, reads their labels, and verifies that each decodes. */
@Command(
    name = "catalog",
    description = {
      "Finds images and their labels, drops and reports those that do not decode.",
      """

      An image's label is a WordNet 3.0 synset such as n01440764: of --labels, else of the manifest,
      else of the nearest folder of that name, else of the file's name where it begins with one and an
      underscore. A label that WordNet does not know is refused here, before anything is computed."""
    },
    footer =
        """
        Inputs
          --images  a folder, searched whole but for hidden files; or a manifest: CSV image,synset (synset
                    may be left out) whose paths lie below its own folder
          --labels  CSV image,synset

        Outputs
          --out  catalog.csv (image,synset,width,height,sha256) ordered by image, rejected.csv
                 (image,reason), and images, a link to the images' folder

        Example
          pragnanz catalog --images /data/imagenet/val --out catalog""")
public final class CatalogTool extends Tool {
  @Option(names = "--images", required = true, paramLabel = "DIR|F")
  Path images;

  @Option(names = "--labels")
  Optional<Path> labels;

  @Mixin OutFolder out;

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
    Files.createDirectories(out.path());
    FolderLink.make(out.file(Catalog.IMAGES), candidates.folder());
    Rejected.write(out.file(Rejected.FILE), verified.rejected());
    Catalog.write(out.file(Catalog.FILE), verified.entries());
    if (!verified.rejected().isEmpty()) {
      System.err.printf(
          "%d of %d files are images; dropped: %d (%s says why).%n",
          verified.entries().size(),
          verified.entries().size() + verified.rejected().size(),
          verified.rejected().size(),
          out.file(Rejected.FILE));
    }
  }
}
