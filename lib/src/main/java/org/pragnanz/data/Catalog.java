package org.pragnanz.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.pragnanz.fault.InputException;
import org.pragnanz.files.Checksums;
import org.pragnanz.files.Csv;
import org.pragnanz.image.Images;
import org.pragnanz.image.RgbImage;
import org.pragnanz.image.UnreadableImageException;

/**
 * The images of a study, ordered by id: {@code catalog.csv} (image, synset, width, height, sha256)
 * and the folder {@code images} beside it (the folder itself or a link to it), against which ids
 * resolve.
 */
public final class Catalog {
  public static final List<String> HEADER = List.of("image", "synset", "width", "height", "sha256");
  public static final String FILE = "catalog.csv";
  public static final String IMAGES = "images";

  private final Path images;
  private final List<Entry> entries;
  private final Map<String, Entry> byId;

  /**
   * One image.
   *
   * @param image its id: the path below the image folder, with '/'; the same on every machine
   * @param synset WordNet 3.0 synset id such as n01440764, or empty where it is not known
   * @param width in pixels, as shown (after EXIF rotation)
   * @param height in pixels, as shown
   * @param sha256 of the file, 64 lower-case hexadecimal digits
   */
  public record Entry(String image, String synset, int width, int height, String sha256) {}

  private Catalog(Path images, List<Entry> entries) {
    this.images = images;
    this.entries = List.copyOf(entries);
    this.byId = entries.stream().collect(Collectors.toMap(Entry::image, Function.identity()));
  }

  public static Catalog read(Path file) throws IOException {
    Set<String> seen = new HashSet<>();
    List<Entry> entries =
        Csv.read(
            file,
            row -> {
              String image = row.text("image");
              if (!seen.add(image)) {
                throw row.fault("image", "names '" + image + "' a second time");
              }
              return new Entry(
                  image,
                  row.text("synset"),
                  row.integer("width"),
                  row.integer("height"),
                  row.text("sha256"));
            });
    if (entries.isEmpty()) {
      throw new InputException(file + " lists no image.");
    }
    return new Catalog(file.toAbsolutePath().resolveSibling(IMAGES), entries);
  }

  public static void write(Path file, List<Entry> entries) throws IOException {
    Csv.write(
        file,
        HEADER,
        entries,
        (rows, e) -> rows.add(e.image(), e.synset(), e.width(), e.height(), e.sha256()));
  }

  public List<Entry> entries() {
    return entries;
  }

  /**
   * The bytes of an image's file, the same as when it was catalogued.
   *
   * @throws InputException where the catalog has no such image, or its file was changed since
   */
  public byte[] bytes(String image) throws IOException {
    byte[] bytes = Files.readAllBytes(images.resolve(image));
    if (!Checksums.sha256(bytes).equals(entry(image).sha256())) {
      throw new InputException(
          "Image '%s' is not the file that was catalogued: it was changed since; put the old one back or make the catalog again."
              .formatted(image));
    }
    return bytes;
  }

  /**
   * Decodes an image.
   *
   * @throws InputException as {@link #bytes}, and where the file does not decode
   */
  public RgbImage decode(String image) throws IOException {
    try {
      return Images.read(bytes(image));
    } catch (UnreadableImageException e) {
      throw new InputException(
          "Image '%s' cannot be read any more (%s); make the catalog again."
              .formatted(image, e.getMessage()),
          e);
    }
  }

  /**
   * @throws InputException where the catalog has no such image
   */
  public Entry entry(String image) {
    Entry entry = byId.get(image);
    if (entry == null) {
      throw new InputException("The catalog has no image '" + image + "'; it is of another study.");
    }
    return entry;
  }
}
