package org.pragnanz.importance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.pragnanz.data.Catalog;
import org.pragnanz.fault.InputException;
import org.pragnanz.nn.description.Architecture;
import org.pragnanz.nn.execution.Network;

/** Which logit of an image is differentiated. */
@FunctionalInterface
interface Logits {
  Logits LARGEST = image -> Network.LARGEST_LOGIT;

  /** The class whose logit is meant, or {@link Network#LARGEST_LOGIT}. */
  int of(Catalog.Entry image);

  /**
   * Each image's label's.
   *
   * @param classes a file whose line i begins with the synset of class i; without it classes are
   *     the catalog's synsets in order, as ImageNet's are, if there are as many as logits
   */
  static Logits label(Architecture architecture, Catalog images, Optional<Path> classes)
      throws IOException {
    List<String> synsets =
        classes.isPresent()
            ? Files.readAllLines(classes.get(), StandardCharsets.UTF_8).stream()
                .map(line -> line.strip().split("\\W", 2)[0])
                .toList()
            : images.entries().stream()
                .map(Catalog.Entry::synset)
                .filter(synset -> !synset.isEmpty())
                .distinct()
                .sorted()
                .toList();
    if (synsets.size() != architecture.classes()) {
      throw new InputException(
          "%s names %d classes and %s has %d; give --classes with one line a class."
              .formatted(
                  classes.map(Path::toString).orElse("The catalog"),
                  synsets.size(),
                  architecture.name(),
                  architecture.classes()));
    }
    return image -> {
      int label = synsets.indexOf(image.synset());
      if (label < 0) {
        throw new InputException(
            "Image '%s' has the label '%s', which is no class of %s; use --logit largest."
                .formatted(image.image(), image.synset(), architecture.name()));
      }
      return label;
    };
  }
}
