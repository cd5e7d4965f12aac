package org.pragnanz.extract;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.pragnanz.data.ActivationStore;
import org.pragnanz.files.Checksums;
import org.pragnanz.files.Npy;
import org.pragnanz.nn.description.Site;
import org.pragnanz.nn.execution.Network.Activation;

/**
 * The files of a shard, written as the numbers come, in a folder beside their place; moved to it
 * when all sites are complete, and deleted where they are not.
 */
final class SiteFiles implements AutoCloseable {
  private final Path folder;
  private final Path temporary;
  private final boolean manyRows;
  private final SortedMap<String, SiteFile> files = new TreeMap<>();

  /** One site's array and the images written to it so far. */
  private static final class SiteFile {
    private final int expected;
    private final int channels;
    private final List<String> images = new ArrayList<>();
    private Npy.Writer array;

    SiteFile(int expected, int channels) {
      this.expected = expected;
      this.channels = channels;
    }

    void abandon() {
      try {
        if (array != null) {
          array.close();
        }
      } catch (IOException e) {
        // Says that the array is not complete, which is why it is abandoned.
      }
    }
  }

  /**
   * @param images by site how many images will be written
   * @param manyRows whether an image has several rows, a dimension of its own
   */
  SiteFiles(Path folder, Map<Site, Integer> images, boolean manyRows) throws IOException {
    this.folder = folder;
    this.manyRows = manyRows;
    images.forEach((site, n) -> files.put(site.name(), new SiteFile(n, site.channels())));
    temporary = folder.resolve(".part");
    Files.createDirectories(temporary);
  }

  /**
   * Adds an image's activations to a site.
   *
   * @param values (images, rows, channels)
   * @param index which of the images
   */
  void add(String site, String image, Activation values, int index) throws IOException {
    SiteFile file = files.get(site);
    if (file.array == null) {
      file.array = open(site, file, values.rows());
    }
    int length = values.rows() * values.channels();
    file.array.write(values.values(), index * length, length);
    file.images.add(image);
  }

  private Npy.Writer open(String site, SiteFile file, int rows) throws IOException {
    Path array = ActivationStore.array(temporary, site);
    return manyRows
        ? new Npy.Writer(array, file.expected, rows, file.channels)
        : new Npy.Writer(array, file.expected, file.channels);
  }

  /** Moves the files to their place: a site's images after its numbers. */
  void complete() throws IOException {
    for (Map.Entry<String, SiteFile> site : files.entrySet()) {
      SiteFile file = site.getValue();
      if (file.array == null) {
        // The shard holds no image that this site's units want.
        file.array = open(site.getKey(), file, 0);
      }
      file.array.close();
      ActivationStore.writeImages(temporary, site.getKey(), file.images);
    }
    for (String site : files.keySet()) {
      move(ActivationStore.array(temporary, site), ActivationStore.array(folder, site));
      move(ActivationStore.images(temporary, site), ActivationStore.images(folder, site));
    }
    Checksums.write(folder);
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() throws IOException {
    files.values().forEach(SiteFile::abandon);
    // A run that was killed may have left files of other sites.
    try (Stream<Path> left = Files.list(temporary)) {
      for (Path file : left.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(temporary);
  }
}
