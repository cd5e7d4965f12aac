package org.pragnanz.catalog;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pragnanz.fault.InputException;

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
    LabelTable table = LabelTable.read(manifest);
    Map<String, Optional<String>> listed = new TreeMap<>();
    for (LabelTable.Row row : table.ofWholeSet() ? present(table, folder) : table.rows()) {
      if (listed.put(id(row), row.synset()) != null) {
        throw row.fault("names '" + row.image() + "' a second time");
      }
    }
    return new Candidates(folder, listed);
  }

  /** Of the images that a list of ImageNet's names, those that are there, by their files' names. */
  private static List<LabelTable.Row> present(LabelTable table, Path folder) throws IOException {
    FileNames names = new FileNames(ofFolder(folder).synsets().keySet());
    return table.rows().stream()
        .flatMap(row -> names.of(row.image()).map(row::of).stream())
        .toList();
  }

  private static String id(LabelTable.Row row) {
    Path path;
    try {
      path = Path.of(row.image()).normalize();
    } catch (InvalidPathException e) {
      throw row.fault("holds a character that no file name can have");
    }
    if (path.isAbsolute() || path.startsWith("..") || path.toString().isEmpty()) {
      throw row.fault("must be a path below the manifest's own folder");
    }
    return id(path);
  }

  private static boolean hidden(Path path) {
    return path.getFileName().toString().startsWith(".");
  }

  private static String id(Path relative) {
    return relative.toString().replace(relative.getFileSystem().getSeparator(), "/");
  }
}
