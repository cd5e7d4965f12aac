package org.pragnanz.catalog;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.pragnanz.fault.InputException;

/** A link to the images' folder, so that ids resolve beside the catalog wherever the images lie. */
final class FolderLink {
  private FolderLink() {}

  /**
   * Links {@code link} to {@code folder}; a link that is there is replaced, the folder itself left.
   *
   * @throws InputException where something else is in the place
   */
  static void make(Path link, Path folder) throws IOException {
    if (Files.exists(link, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(link)) {
      if (!link.toRealPath().equals(folder)) {
        throw new InputException(
            "%s is in the way of the link to %s; choose another --out.".formatted(link, folder));
      }
      return;
    }
    Path temporary = link.resolveSibling("." + link.getFileName() + ".part");
    Files.deleteIfExists(temporary);
    Files.createSymbolicLink(temporary, folder);
    Files.move(temporary, link, StandardCopyOption.REPLACE_EXISTING);
  }
}
