package org.pragnanz.cli;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was built and is run: versions of Pragnanz, of its libraries and of its code. */
public final class Installation {
  /** A line of what the build listed: {@code group:artifact:jar:[platform:]version:scope}. */
  private static final Pattern LIBRARY =
      Pattern.compile("([\\w.-]+:[\\w.-]+):jar:(?:[\\w.-]+:)?([\\w.-]+):(?:compile|runtime)\\b");

  private Installation() {}

  /** The version of Pragnanz; of classes that are in no jar, as in a test, "not packaged". */
  public static String version() {
    String version = Installation.class.getPackage().getImplementationVersion();
    return version == null ? "not packaged" : version;
  }

  /**
   * The libraries that the tools are built on: versions by {@code group:artifact}; none where there
   * are no jars.
   */
  public static SortedMap<String, String> libraries() throws IOException {
    return Files.isRegularFile(place())
        ? libraries(folder().resolve("libraries"))
        : Collections.emptySortedMap();
  }

  /** Of the lists in a folder, one a tool; where tools differ in a version, both. */
  static SortedMap<String, String> libraries(Path lists) throws IOException {
    SortedMap<String, SortedSet<String>> versions = new TreeMap<>();
    try (DirectoryStream<Path> tools = Files.newDirectoryStream(lists)) {
      for (Path tool : tools) {
        Matcher library = LIBRARY.matcher(Files.readString(tool));
        while (library.find()) {
          versions.computeIfAbsent(library.group(1), name -> new TreeSet<>()).add(library.group(2));
        }
      }
    }
    SortedMap<String, String> joined = new TreeMap<>();
    versions.forEach((name, those) -> joined.put(name, String.join(", ", those)));
    return joined;
  }

  /**
   * Version, revision of the code, Java and engine, a line each.
   *
   * <p>The revision is that of the checkout around the jars, whose sources {@code ./nextflow}
   * builds again when they are newer. The jars cannot hold it: they are the same bytes for the same
   * sources. An image names it in {@code PRAGNANZ_REVISION}.
   */
  static String describe() throws IOException {
    String engine = libraries().getOrDefault("ai.djl.pytorch:pytorch-jni", "unknown-unknown");
    return """
        pragnanz %s
        revision %s
        Java %s
        PyTorch %s, by DJL %s
        """
        .formatted(
            version(),
            revision(folder()),
            Runtime.version(),
            engine.substring(0, engine.indexOf('-')),
            engine.substring(engine.indexOf('-') + 1));
  }

  private static String revision(Path folder) throws IOException {
    String named = System.getenv("PRAGNANZ_REVISION");
    if (named != null) {
      return named;
    }
    String commit = git(folder, "log", "-1", "--format=%H");
    if (commit.isEmpty()) {
      return "unknown (there is no git, or no checkout)";
    }
    boolean changed = !git(folder, "status", "--porcelain", "--untracked-files=no").isEmpty();
    return changed ? commit + " with local changes" : commit;
  }

  /** What git prints; nothing where it fails or is not installed. */
  private static String git(Path folder, String... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("git", "-C", folder.toString()));
    command.addAll(List.of(arguments));
    try {
      Process process =
          new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return process.waitFor() == 0 ? text.strip() : "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("Interrupted while git ran", e);
    } catch (IOException e) {
      return ""; // no git here
    }
  }

  /** The folder of the jars, and of what the build wrote beside them. */
  static Path folder() throws IOException {
    return place().resolveSibling("");
  }

  private static Path place() throws IOException {
    try {
      return Path.of(
          Installation.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException("The library's own jar has a name that is no URI", e);
    }
  }
}
