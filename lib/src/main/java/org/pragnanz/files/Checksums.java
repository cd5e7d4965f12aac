package org.pragnanz.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.pragnanz.fault.InputException;

/** SHA-256 of files, and lists of them as {@code sha256sum} writes and checks them. */
public final class Checksums {
  /** The list of a folder's files. */
  public static final String LIST = "checksums.sha256";

  private static final int BUFFER = 1 << 16;

  private Checksums() {}

  /** 64 lower-case hexadecimal digits. */
  public static String sha256(byte[] bytes) {
    return HexFormat.of().formatHex(digest().digest(bytes));
  }

  /** 64 lower-case hexadecimal digits. */
  public static String sha256(Path file) throws IOException {
    MessageDigest digest = digest();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[BUFFER];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Lists every file that a folder holds, at any depth, in a file {@value #LIST} in it. */
  public static void write(Path folder) throws IOException {
    Map<String, String> sums = new TreeMap<>();
    for (String name : names(folder)) {
      sums.put(name, sha256(folder.resolve(name)));
    }
    write(folder.resolve(LIST), sums);
  }

  /** Writes a list: digests by path below the list's own folder. */
  public static void write(Path list, Map<String, String> sums) throws IOException {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(sums)
        .forEach((name, sum) -> text.append(sum).append("  ").append(name).append('\n'));
    Output.text(list, text.toString());
  }

  /**
   * The digests that a list holds, by path below its folder.
   *
   * @throws InputException where a line is none of {@code sha256sum}'s
   */
  public static Map<String, String> read(Path list) throws IOException {
    Map<String, String> sums = new TreeMap<>();
    List<String> lines = Files.readAllLines(list, StandardCharsets.UTF_8);
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      if (!line.matches("\\p{XDigit}{64} [ *].+")) {
        throw new InputException(
            "%s, line %d: this is no SHA-256 and file name; make the list again."
                .formatted(list, i + 1));
      }
      sums.put(line.substring(66), line.substring(0, 64));
    }
    return sums;
  }

  /**
   * Checks a file against its folder's list; a folder that another program filled need not have
   * one.
   *
   * @throws InputException where the list lacks the file or its digest is another
   */
  public static void check(Path folder, String name) throws IOException {
    if (!Files.exists(folder.resolve(LIST))) {
      return;
    }
    String listed = read(folder.resolve(LIST)).get(name);
    if (!sha256(folder.resolve(name)).equals(listed)) {
      throw new InputException(
          "%s is not as it was written: its SHA-256 is not the one in %s; delete the folder %s and run again, with -resume in the pipeline."
              .formatted(folder.resolve(name), LIST, folder.toRealPath()));
    }
  }

  /** The files of a folder at any depth but its list, by path with '/', sorted. */
  public static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .filter(name -> !name.equals(LIST))
          .sorted()
          .toList();
    }
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
