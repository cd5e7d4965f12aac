package org.pragnanz.extract;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.pragnanz.cli.InputException;
import org.pragnanz.data.Catalog;
import org.pragnanz.image.Images;
import org.pragnanz.image.Preprocessing;
import org.pragnanz.image.UnreadableImageException;

/**
 * Images as a network's inputs, in order. They are decoded ahead on threads of their own while the
 * network works on those before; never more than {@value #AHEAD} are held.
 */
final class Inputs implements AutoCloseable {
  private static final int AHEAD = 32;

  private final Catalog catalog;
  private final Preprocessing preprocessing;
  private final Iterator<String> next;
  private final Deque<Future<float[]>> ahead = new ArrayDeque<>();
  private final ExecutorService readers;

  /**
   * @param readers threads that decode
   */
  Inputs(Catalog catalog, List<String> images, Preprocessing preprocessing, int readers) {
    this.catalog = catalog;
    this.preprocessing = preprocessing;
    this.next = images.iterator();
    this.readers = Executors.newFixedThreadPool(readers);
  }

  /**
   * The next image's input, (3, side, side).
   *
   * @throws InputException where the image does not decode any more
   */
  float[] next() throws IOException {
    while (ahead.size() < AHEAD && next.hasNext()) {
      String image = next.next();
      ahead.add(readers.submit(() -> read(image)));
    }
    try {
      return ahead.remove().get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    } catch (ExecutionException e) {
      throw rethrown(e.getCause());
    }
  }

  private static IOException rethrown(Throwable cause) {
    if (cause instanceof RuntimeException fault) {
      throw fault;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof IOException io ? io : new IOException(cause);
  }

  private float[] read(String image) throws IOException {
    try {
      int side = preprocessing.crop();
      float[] input = new float[3 * side * side];
      preprocessing.normalise(preprocessing.view(Images.read(catalog.bytes(image))), input, 0);
      return input;
    } catch (UnreadableImageException e) {
      throw new InputException(
          "Image '%s' decoded when it was catalogued and does not now (%s); run catalog again."
              .formatted(image, e.getMessage()),
          e);
    }
  }

  @Override
  public void close() {
    readers.shutdownNow();
  }
}
