package org.pragnanz.record;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The libraries that the tools are built on, from the manifests of the tools beside this one. */
final class Libraries {
  private static final Pattern JAR = Pattern.compile("(.+?)-(\\d.*)\\.jar");

  /** Builds for one platform: named by their plain jar already, and other on another machine. */
  private static final Pattern PLATFORM = Pattern.compile(".*-(linux|macosx|osx|windows|win)-.*");

  private Libraries() {}

  /** Versions by name. */
  static SortedMap<String, String> versions() throws IOException {
    SortedMap<String, String> versions = new TreeMap<>();
    Path here = place();
    if (!Files.isRegularFile(here)) {
      return versions; // classes of a test: no jar, no manifest
    }
    try (DirectoryStream<Path> tools =
        Files.newDirectoryStream(here.resolveSibling(""), "pragnanz-*.jar")) {
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

  private static Path place() throws IOException {
    try {
      return Path.of(Libraries.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IOException("The tool's own jar has a name that is no URI", e);
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
