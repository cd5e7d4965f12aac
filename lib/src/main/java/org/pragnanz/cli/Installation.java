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
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What was built and is run: versions of Pragnanz, of its libraries and of its code. */
public final class Installation {
  private static final Pattern JAR = Pattern.compile("(.+?)-(\\d.*)\\.jar");

  /** Builds for one platform: named by their plain jar already, and other on another machine. */
  private static final Pattern PLATFORM = Pattern.compile(".*-(linux|macosx|osx|windows|win)-.*");

  private Installation() {}

  /** The version of Pragnanz; of classes that are in no jar, as in a test, "not packaged". */
  public static String version() {
    String version = Installation.class.getPackage().getImplementationVersion();
    return version == null ? "not packaged" : version;
  }

  /** The libraries that the tools are built on: versions by name; none where there are no jars. */
  public static SortedMap<String, String> libraries() throws IOException {
    if (!Files.isRegularFile(place())) {
      return Collections.emptySortedMap();
    }
    SortedMap<String, String> versions = new TreeMap<>();
    // Jars of another version may lie there still.
    String ours = "pragnanz-*-%s.jar".formatted(version());
    try (DirectoryStream<Path> tools = Files.newDirectoryStream(folder(), ours)) {
      for (Path tool : tools) {
        for (String name : classPath(tool).split(" ", -1)) {
          Matcher jar = JAR.matcher(name);
          if (jar.matches() && !PLATFORM.matcher(name).matches()) {
            versions.put(jar.group(1), jar.group(2));
          }
        }
      }
    }
    return versions;
  }

  /**
   * Version, revision of the code, Java and engine, a line each.
   *
   * <p>The revision is that of the checkout around the jars, whose sources {@code ./nextflow}
   * builds again when they are newer. The jars cannot hold it: they are the same bytes for the same
   * sources. An image names it in {@code PRAGNANZ_REVISION}.
   */
  static String describe() throws IOException {
    String engine = libraries().getOrDefault("pytorch-jni", "unknown-unknown");
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

  private static String classPath(Path jar) throws IOException {
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      String path = manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
      return path == null ? "" : path;
    }
  }
}
