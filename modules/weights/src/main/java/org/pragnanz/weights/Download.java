package org.pragnanz.weights;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.pragnanz.cli.Progress;
import org.pragnanz.fault.InputException;

/**
 * Fetches published files into a cache. A file has its name in the cache only once it is whole and
 * its SHA-256 begins as its name says; until then it is {@code NAME.part}, from where the next try
 * goes on. Two processes that want the same file fetch it once.
 */
final class Download {
  private static final int PATIENCE_MS = 30_000;
  private static final int CHUNK = 1 << 16;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final URI base;
  private final Path cache;

  /**
   * @param base where the publisher's files lie, ending in a slash
   * @param cache the folder to keep them in
   */
  Download(URI base, Path cache) {
    this.base = base;
    this.cache = cache;
  }

  /**
   * The file in the cache, fetched if it is not there.
   *
   * @throws InputException where it cannot be had, or is not what its name says
   */
  Path fetch(String name) throws IOException {
    Path file = cache.resolve(name);
    Files.createDirectories(cache);
    try (FileChannel guard =
        FileChannel.open(
            cache.resolve("." + name + ".lock"),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE)) {
      guard.lock(); // until the channel is closed
      if (!Files.exists(file)) {
        Path part = cache.resolve(name + ".part");
        transfer(name, part);
        if (!isAsNamed(part, name)) {
          Files.delete(part);
          throw new InputException(
              "%s came damaged (its SHA-256 does not begin with %s) and was deleted; run again."
                  .formatted(base.resolve(name), Publisher.digest(name)));
        }
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      } else if (!isAsNamed(file, name)) {
        throw new InputException(
            "%s is not what its name says (its SHA-256 does not begin with %s); delete it and run again."
                .formatted(file, Publisher.digest(name)));
      }
      return file;
    }
  }

  private void transfer(String name, Path part) throws IOException {
    URI address = base.resolve(name);
    try {
      if (!request(address, part)) {
        // The part is longer than the file: begin again.
        Files.deleteIfExists(part);
        request(address, part);
      }
    } catch (IOException e) {
      throw new InputException(
          "%s cannot be downloaded (%s); fetch it elsewhere and put it at %s, or give a checkpoint."
              .formatted(address, reason(e), cache.resolve(name)),
          e);
    }
  }

  private static String reason(IOException e) {
    return e instanceof java.net.UnknownHostException
        ? "no network, or no such host " + e.getMessage()
        : String.valueOf(e.getMessage());
  }

  /** Fetches what is missing; returns false where the part cannot be the file's beginning. */
  private static boolean request(URI address, Path part) throws IOException {
    long have = Files.exists(part) ? Files.size(part) : 0;
    HttpURLConnection connection = (HttpURLConnection) address.toURL().openConnection();
    connection.setConnectTimeout(PATIENCE_MS);
    connection.setReadTimeout(PATIENCE_MS);
    if (have > 0) {
      connection.setRequestProperty("Range", "bytes=%d-".formatted(have));
    }
    try {
      int status = connection.getResponseCode();
      if (status == RANGE_NOT_SATISFIABLE && have > 0) {
        return false;
      }
      if (status != HttpURLConnection.HTTP_OK && status != HttpURLConnection.HTTP_PARTIAL) {
        throw new IOException("the server answers " + status);
      }
      boolean goesOn = status == HttpURLConnection.HTTP_PARTIAL && have > 0;
      long coming = connection.getContentLengthLong();
      receive(connection, part, goesOn, coming);
      return true;
    } finally {
      connection.disconnect();
    }
  }

  private static void receive(HttpURLConnection connection, Path part, boolean goesOn, long coming)
      throws IOException {
    StandardOpenOption how =
        goesOn ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
    long received = 0;
    try (InputStream in = connection.getInputStream();
        OutputStream out =
            Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how);
        Progress progress = new Progress("bytes", Math.max(coming, 0))) {
      byte[] chunk = new byte[CHUNK];
      for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
        out.write(chunk, 0, n);
        received += n;
        progress.add(n);
      }
    }
    if (coming >= 0 && received < coming) {
      throw new IOException(
          "the connection broke after %d of %d bytes; run again to go on"
              .formatted(received, coming));
    }
  }

  private static boolean isAsNamed(Path file, String name) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest()).startsWith(Publisher.digest(name));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
