package org.pragnanz.catalog;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pragnanz.fault.InputException;
import org.pragnanz.files.Csv;

/**
 * The files that may be images.
 *
 * @param folder the folder that ids resolve against, absolute, links resolved
 * @param synsets by id, in order: the label that a manifest gives, empty where it gives none
 */
record Candidates(Path folder, Map<String, Optional<String>> synsets) {
  /**
   * @param images a folder or a manifest
   * @throws InputException where it holds no file
   */
  static Candidates of(Path images) throws IOException {
    boolean folder = Files.isDirectory(images);
    Candidates candidates = folder ? ofFolder(images) : ofManifest(images);
    if (candidates.synsets.isEmpty()) {
      throw new InputException(
          "%s %s; --images needs a folder of images or a table of them."
              .formatted(images, folder ? "holds no files" : "lists no image"));
    }
    return candidates;
  }

  private static Candidates ofFolder(Path images) throws IOException {
    Path folder = images.toRealPath();
    Map<String, Optional<String>> found = new TreeMap<>();
    Files.walkFileTree(
        folder,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path sub, BasicFileAttributes attributes) {
            return hidden(sub) && !sub.equals(folder)
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (!hidden(file)) {
              found.put(id(folder.relativize(file)), Optional.empty());
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return new Candidates(folder, found);
  }

  private static Candidates ofManifest(Path manifest) throws IOException {
    Path folder = manifest.toRealPath().getParent();
    Map<String, Optional<String>> listed = new TreeMap<>();
    Csv.forEach(
        manifest,
        row -> {
          Path path = Path.of(row.text("image")).normalize();
          if (path.isAbsolute() || path.startsWith("..") || path.toString().isEmpty()) {
            throw row.fault("image", "must be a path below the manifest's own folder");
          }
          if (listed.put(id(path), Labels.synset(row)) != null) {
            throw row.fault("image", "names '" + id(path) + "' a second time");
          }
        });
    return new Candidates(folder, listed);
  }

  private static boolean hidden(Path path) {
    return path.getFileName().toString().startsWith(".");
  }

  private static String id(Path relative) {
    return relative.toString().replace(relative.getFileSystem().getSeparator(), "/");
  }
}
