package org.pragnanz.catalog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.pragnanz.data.Catalog;
import org.pragnanz.fault.InputException;
import org.pragnanz.files.Csv;
import org.pragnanz.wordnet.WordNet;

/** What images show, as WordNet 3.0 synset ids, as far as it is known. */
final class Labels {
  private static final Pattern SYNSET = Pattern.compile("n\\d{8}");
  private static final Pattern PREFIX = Pattern.compile("(n\\d{8})_.*");

  private final Map<String, String> given;

  private Labels(Map<String, String> given) {
    this.given = given;
  }

  /**
   * @param table a table image,synset that goes before every other label
   * @throws InputException where the table names an image that is not there, or no synset
   */
  static Labels of(Candidates candidates, Optional<Path> table) throws IOException {
    Map<String, String> given = new HashMap<>();
    candidates.synsets().forEach((image, synset) -> synset.ifPresent(s -> given.put(image, s)));
    if (table.isPresent()) {
      Csv.forEach(
          table.get(),
          row -> {
            String image = row.text("image");
            if (!candidates.synsets().containsKey(image)) {
              throw row.fault("image", "names '" + image + "', which is not among the images");
            }
            given.put(
                image, synset(row).orElseThrow(() -> row.fault("synset", "is missing or empty")));
          });
    }
    return new Labels(given);
  }

  /**
   * Checks the labels of the images that have one.
   *
   * @throws InputException naming an image whose label is no noun synset
   */
  static void check(List<Catalog.Entry> images) {
    WordNet wordNet = new WordNet();
    for (Catalog.Entry image : images) {
      if (!image.synset().isEmpty() && !wordNet.has(image.synset())) {
        throw new InputException(
            "Image '%s' has the label '%s', which is no noun synset of WordNet 3.0 (such as n02084071); correct its folder's name or the labels file."
                .formatted(image.image(), image.synset()));
      }
    }
  }

  /** The synset id that a row gives, if it gives one. */
  static Optional<String> synset(Csv.Row row) {
    String text = row.has("synset") ? row.text("synset").strip() : "";
    if (!text.isEmpty() && !SYNSET.matcher(text).matches()) {
      throw row.fault("synset", "holds '" + text + "', no WordNet 3.0 synset id such as n01440764");
    }
    return Optional.of(text).filter(t -> !t.isEmpty());
  }

  /** An image's synset id, empty where nothing tells it. */
  String synset(String image) {
    return Optional.ofNullable(given.get(image)).orElseGet(() -> ofPath(image));
  }

  private static String ofPath(String image) {
    List<String> parts = List.of(image.split("/"));
    for (int i = parts.size() - 2; i >= 0; i--) {
      if (SYNSET.matcher(parts.get(i)).matches()) {
        return parts.get(i);
      }
    }
    Matcher prefix = PREFIX.matcher(parts.get(parts.size() - 1));
    return prefix.matches() ? prefix.group(1) : "";
  }
}
