package org.pragnanz.catalog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.pragnanz.fault.InputException;
import org.pragnanz.wordnet.WordNet;

/** What images show, as WordNet 3.0 synset ids, as far as it is known. */
final class Labels {
  private final Map<String, String> given;

  private Labels(Map<String, String> given) {
    this.given = given;
  }

  /**
   * @param table a table of labels that goes before every other label
   * @throws InputException where the table names an image that is not there, no synset, or two of
   *     one image; or where a label, whoever gives it, is no noun synset
   */
  static Labels of(Candidates candidates, Optional<Path> table) throws IOException {
    Map<String, String> given = new HashMap<>();
    candidates.synsets().forEach((image, synset) -> synset.ifPresent(s -> given.put(image, s)));
    if (table.isPresent()) {
      given.putAll(ofTable(table.get(), candidates.synsets().keySet()));
    }
    Labels labels = new Labels(given);
    labels.check(candidates.synsets().keySet());
    return labels;
  }

  private static Map<String, String> ofTable(Path file, Collection<String> images)
      throws IOException {
    LabelTable table = LabelTable.read(file);
    FileNames names = new FileNames(images);
    Map<String, LabelTable.Row> rows = new HashMap<>();
    for (LabelTable.Row row : table.rows()) {
      Optional<String> image = names.of(row.image());
      if (image.isEmpty() && table.ofWholeSet()) {
        continue;
      }
      LabelTable.Row other =
          rows.put(
              image.orElseThrow(
                  () -> row.fault("names '" + row.image() + "', which is not among the images")),
              row);
      if (row.synset().isEmpty()) {
        throw row.fault("names '" + row.image() + "' without a label");
      }
      if (other != null && !other.synset().equals(row.synset())) {
        throw row.fault(
            "names '%s' as %s, and line %d as %s; keep one"
                .formatted(
                    row.image(), row.synset().get(), other.line(), other.synset().orElseThrow()));
      }
    }
    if (rows.isEmpty()) {
      throw new InputException("%s labels none of the images.".formatted(file));
    }
    Map<String, String> labels = new HashMap<>();
    rows.forEach((image, row) -> labels.put(image, row.synset().orElseThrow()));
    return labels;
  }

  /** Before any image is decoded: thousands take hours, a table of labels a moment. */
  private void check(Collection<String> images) {
    WordNet wordNet = new WordNet();
    for (String image : images) {
      String synset = synset(image);
      if (!synset.isEmpty() && !wordNet.has(synset)) {
        throw new InputException(
            "Image '%s' has the label '%s', which is no noun synset of WordNet 3.0 (such as n02084071); correct its folder's name or the labels file."
                .formatted(image, synset));
      }
    }
  }

  /** An image's synset id, empty where nothing tells it. */
  String synset(String image) {
    return Optional.ofNullable(given.get(image)).orElseGet(() -> ofPath(image));
  }

  /** Of the nearest folder or the file's own name. */
  private static String ofPath(String image) {
    List<String> parts = List.of(image.split("/"));
    for (int i = parts.size() - 2; i >= 0; i--) {
      Optional<String> synset = Synsets.ofName(parts.get(i));
      if (synset.isPresent()) {
        return synset.get();
      }
    }
    return Synsets.ofName(parts.get(parts.size() - 1)).orElse("");
  }
}
