package org.pragnanz.check;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.EnumSet;
import org.pragnanz.fault.UsageException;

/** A folder of images, or a table of them. */
final class Folder {
  private Folder() {}

  /**
   * How many files a folder holds, but for hidden ones.
   *
   * @param enough where to stop counting; what a table counts as
   * @throws UsageException of a folder without permission, or a link that leads back to where it is
   */
  static long files(Path folder, long enough) throws IOException {
    if (!Files.isDirectory(folder)) {
      return enough;
    }
    // The visitor has each file's attributes already.
    Counter counter = new Counter(folder, enough);
    try {
      Files.walkFileTree(
          folder, EnumSet.of(FileVisitOption.FOLLOW_LINKS), Integer.MAX_VALUE, counter);
    } catch (IOException e) {
      throw unreadable(e);
    }
    return counter.files;
  }

  private static final class Counter extends SimpleFileVisitor<Path> {
    private final Path folder;
    private final long enough;
    private long files;

    Counter(Path folder, long enough) {
      this.folder = folder;
      this.enough = enough;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path below, BasicFileAttributes attributes) {
      return isHidden(below) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (attributes.isRegularFile() && !isHidden(file)) {
        files++;
      }
      return files < enough ? FileVisitResult.CONTINUE : FileVisitResult.TERMINATE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
      if (isHidden(file)) {
        return FileVisitResult.CONTINUE;
      }
      throw e;
    }

    private boolean isHidden(Path path) {
      return !path.equals(folder) && path.getFileName().toString().startsWith(".");
    }
  }

  private static UsageException unreadable(IOException e) {
    return new UsageException(
        "%s cannot be read (%s); mend it or take it out of the folder."
            .formatted(
                e instanceof FileSystemException file ? file.getFile() : e.getMessage(),
                e.getClass().getSimpleName()));
  }
}
