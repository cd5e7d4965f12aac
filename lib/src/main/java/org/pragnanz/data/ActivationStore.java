package org.pragnanz.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pragnanz.fault.InputException;
import org.pragnanz.files.Checksums;
import org.pragnanz.files.Csv;
import org.pragnanz.files.Npy;

/**
 * One site's activations, as {@code extract} left them in the folders of its shards: {@code
 * <site>.npy} float32 (images, channels) or (images, rows, channels), and {@code <site>.csv}
 * (image), the images of its rows. Nothing is held but the images' names; an image is read when it
 * is asked for. Thread-safe.
 */
public final class ActivationStore implements AutoCloseable {
  private static final List<String> HEADER = List.of("image");

  private final String site;
  private final List<Npy.Reader> readers = new ArrayList<>();
  private final Map<String, Place> places = new TreeMap<>();
  private int rows;
  private int channels;

  /** Where an image's numbers lie. */
  private record Place(Npy.Reader reader, int row, Path shard) {}

  private ActivationStore(String site) {
    this.site = site;
  }

  /** The file of a site's numbers in a shard's folder. */
  public static Path array(Path shard, String site) {
    return shard.resolve(site + ".npy");
  }

  /** The file of a site's images in a shard's folder. */
  public static Path images(Path shard, String site) {
    return shard.resolve(site + ".csv");
  }

  /** Writes the images of a site's rows, in the rows' order. */
  public static void writeImages(Path shard, String site, List<String> images) throws IOException {
    Csv.write(images(shard, site), HEADER, images, (rows, image) -> rows.add(image));
  }

  /**
   * Opens a site's files in the folders of all shards.
   *
   * @throws InputException where a folder lacks the site, a file is not as it was written, an image
   *     is in two shards, the shards differ in channels or rows, or no image is there at all
   */
  public static ActivationStore open(List<Path> shards, String site) throws IOException {
    ActivationStore store = new ActivationStore(site);
    try {
      for (Path shard : shards) {
        store.add(shard);
      }
      if (store.places.isEmpty()) {
        throw new InputException(
            "%s hold activations of site '%s' for no image.".formatted(shards, site));
      }
      return store;
    } catch (IOException | RuntimeException e) {
      store.close();
      throw e;
    }
  }

  private void add(Path shard) throws IOException {
    Path array = array(shard, site);
    if (!Files.exists(array)) {
      throw new InputException(
          "%s has no activations of site '%s'; run extract with these units."
              .formatted(shard, site));
    }
    Checksums.check(shard, array.getFileName().toString());
    Checksums.check(shard, images(shard, site).getFileName().toString());
    List<String> images = Csv.read(images(shard, site), row -> row.text("image"));
    Npy.Reader reader = new Npy.Reader(array);
    readers.add(reader);
    List<Integer> shape = reader.shape();
    int dimensions = shape.size();
    if (dimensions < 2 || dimensions > 3 || shape.get(0) != images.size()) {
      throw new InputException(
          "%s has shape %s, which does not fit the %d images of its table."
              .formatted(array, shape, images.size()));
    }
    if (images.isEmpty()) {
      return;
    }
    int shardRows = dimensions == 2 ? 1 : shape.get(1);
    int shardChannels = shape.get(dimensions - 1);
    if (!places.isEmpty() && (shardRows != rows || shardChannels != channels)) {
      throw new InputException(
          "%s has %d×%d numbers an image and the other shards have %d×%d; they are of two runs."
              .formatted(array, shardRows, shardChannels, rows, channels));
    }
    rows = shardRows;
    channels = shardChannels;
    for (int i = 0; i < images.size(); i++) {
      Place earlier = places.put(images.get(i), new Place(reader, i, shard));
      if (earlier != null) {
        throw new InputException(
            "Image '%s' is in %s and in %s; give each shard once."
                .formatted(images.get(i), earlier.shard(), shard));
      }
    }
  }

  /** Every image's id, sorted. */
  public List<String> images() {
    return List.copyOf(places.keySet());
  }

  /** Rows an image: 1 for a spatial mean, else the crops or positions. */
  public int rows() {
    return rows;
  }

  public int channels() {
    return channels;
  }

  /**
   * One image's activations, (rows, channels), length rows·channels.
   *
   * @throws InputException where the store has no such image
   */
  public float[] read(String image) throws IOException {
    float[] values = new float[rows * channels];
    read(image, values);
    return values;
  }

  /** As {@link #read(String)}, into an array of length rows·channels. */
  public void read(String image, float[] into) throws IOException {
    Place place = places.get(image);
    if (place == null) {
      throw new InputException(
          "There are no activations of image '%s' at site '%s'; extract and pools are of two runs."
              .formatted(image, site));
    }
    if (into.length != rows * channels) {
      throw new IllegalArgumentException(into.length + " is not " + rows + "×" + channels);
    }
    place.reader().read((long) place.row() * into.length, into);
  }

  @Override
  public void close() throws IOException {
    for (Npy.Reader reader : readers) {
      reader.close();
    }
  }
}
