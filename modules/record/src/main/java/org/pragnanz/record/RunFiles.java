package org.pragnanz.record;

import java.io.IOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.pragnanz.files.Checksums;

/** The files of a results folder that are about the study and not about the run. */
final class RunFiles {
  static final String CRATE = "ro-crate-metadata.json";
  private static final String ABOUT_THE_RUN = "pipeline_info/";

  private RunFiles() {}

  /** Paths below the folder, with '/', sorted; links are followed. */
  static List<String> of(Path folder) throws IOException {
    Set<String> records = Set.of(Checksums.LIST, CRATE);
    try (Stream<Path> files = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> folder.relativize(file).toString().replace('\\', '/'))
          .filter(name -> !name.startsWith(ABOUT_THE_RUN) && !records.contains(name))
          .sorted()
          .toList();
    }
  }
}
