package org.pragnanz.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
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
    try (Stream<Path> paths = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return paths
          .filter(path -> !isHidden(folder.relativize(path)) && Files.isRegularFile(path))
          .limit(enough)
          .count();
    } catch (UncheckedIOException e) {
      throw unreadable(e.getCause());
    } catch (FileSystemException e) {
      throw unreadable(e);
    }
  }

  private static boolean isHidden(Path path) {
    return StreamSupport.stream(path.spliterator(), false)
        .anyMatch(part -> part.toString().startsWith("."));
  }

  private static UsageException unreadable(IOException e) {
    return new UsageException(
        "%s cannot be read (%s); mend it or take it out of the folder."
            .formatted(
                e instanceof FileSystemException file ? file.getFile() : e.getMessage(),
                e.getClass().getSimpleName()));
  }
}
