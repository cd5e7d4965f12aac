package org.pragnanz.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.zip.CRC32;
import org.pragnanz.data.Catalog;
import org.pragnanz.files.Csv;
import org.pragnanz.image.Images;
import org.pragnanz.image.Preprocessing;
import org.pragnanz.image.RgbImage;
import org.pragnanz.image.UnreadableImageException;

/**
 * Decodes and preprocesses the images of a catalog as {@code extract} does, and sums each up in a
 * row (image, crc32 of the view's bytes, mean of the input), as {@code peers/decode.py} does; as
 * there, files are not held against the catalog's digests.
 *
 * <p>Arguments: catalog.csv, threads, the table to write. Prints the seconds that the work took,
 * the loading of libraries left out.
 */
public final class Decode {
  private record Summed(long checksum, double mean) {}

  private Decode() {}

  public static void main(String[] args) throws Exception {
    Path table = Path.of(args[0]);
    List<String> images = Catalog.read(table).entries().stream().map(Catalog.Entry::image).toList();
    Path folder = table.resolveSibling(Catalog.IMAGES);
    // Loads what decoding needs, as the peer's imports do.
    decode(folder.resolve(images.get(0)));
    long start = System.nanoTime();
    List<Summed> summed = decode(folder, images, Integer.parseInt(args[1]));
    System.out.println("seconds " + (System.nanoTime() - start) / 1e9);
    Csv.write(
        Path.of(args[2]),
        List.of("image", "crc32", "mean"),
        rows -> {
          for (int i = 0; i < summed.size(); i++) {
            rows.add(images.get(i), summed.get(i).checksum, summed.get(i).mean);
          }
        });
  }

  private static List<Summed> decode(Path folder, List<String> images, int threads)
      throws InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Summed>> futures = new ArrayList<>();
      for (String image : images) {
        futures.add(pool.submit(() -> decode(folder.resolve(image))));
      }
      List<Summed> summed = new ArrayList<>();
      for (Future<Summed> future : futures) {
        summed.add(future.get());
      }
      return summed;
    } finally {
      pool.shutdown();
    }
  }

  private static Summed decode(Path file) throws IOException, UnreadableImageException {
    Preprocessing preprocessing = Preprocessing.IMAGENET;
    RgbImage view = preprocessing.view(Images.read(file));
    float[] input = new float[view.pixels().length];
    preprocessing.normalise(view, input, 0);
    CRC32 checksum = new CRC32();
    checksum.update(view.pixels());
    // A sum a colour: an addition has not to wait for the one before.
    int plane = input.length / 3;
    double red = 0;
    double green = 0;
    double blue = 0;
    for (int i = 0; i < plane; i++) {
      red += input[i];
      green += input[plane + i];
      blue += input[2 * plane + i];
    }
    return new Summed(checksum.getValue(), (red + green + blue) / input.length);
  }
}
