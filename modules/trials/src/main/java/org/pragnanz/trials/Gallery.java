package org.pragnanz.trials;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pragnanz.cli.Progress;
import org.pragnanz.concurrent.InOrder;
import org.pragnanz.data.Catalog;
import org.pragnanz.files.Checksums;
import org.pragnanz.image.Images;
import org.pragnanz.image.Preprocessing;
import org.pragnanz.trial.Trial;
import org.pragnanz.trial.TrialSet.Shown;

/**
 * The images of the trials, each saved once as the network sees it: resized, cut square.
 *
 * @param folder the folder of {@code trials.json}
 * @param quality of the JPEG files, 0 to 1
 */
record Gallery(Catalog catalog, Preprocessing preprocessing, Path folder, float quality) {
  private static final String IMAGES = "images";

  /** What the trials show, by image id. */
  Map<String, Shown> shown(List<Trial> trials) {
    Map<String, Shown> shown = new TreeMap<>();
    trials.stream()
        .flatMap(Trial::images)
        .forEach(
            image ->
                shown.computeIfAbsent(
                    image,
                    id -> new Shown(IMAGES + "/" + name(id) + ".jpg", catalog.entry(id).synset())));
    return shown;
  }

  /** Saves the images. */
  void write(Map<String, Shown> shown, int threads) throws IOException {
    try (Progress progress = new Progress("images", shown.size())) {
      InOrder.forEach(
          List.copyOf(shown.entrySet()),
          threads,
          entry -> {
            Images.writeJpeg(
                folder.resolve(entry.getValue().file()),
                preprocessing.view(catalog.decode(entry.getKey())),
                quality);
            progress.add(1);
          });
    }
  }

  /** A name that says nothing: the id often holds the label, which participants must not see. */
  private static String name(String image) {
    return Checksums.sha256(image.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
  }
}
