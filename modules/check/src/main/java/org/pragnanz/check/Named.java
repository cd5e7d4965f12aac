package org.pragnanz.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.pragnanz.fault.InputException;
import org.pragnanz.files.Csv;

/** The files and folders that the parameters name: they are there, and are what they should be. */
final class Named {
  private static final List<String> ANSWERS = List.of("participant", "trial", "correct");

  private final Schema schema;
  private final Given given;
  private final Study study;

  Named(Schema schema, Given given, Study study) {
    this.schema = schema;
    this.given = given;
    this.study = study;
  }

  List<String> faults() throws IOException {
    List<String> faults = new ArrayList<>(missing());
    if (faults.isEmpty() && given.has("responses")) {
      faults.addAll(responses(given.text("responses")));
    }
    faults.addAll(reference(faults.isEmpty()));
    if (given.has("images") && isNoTable(given.text("images"))) {
      faults.add(
          "--images: %s is neither a folder nor a table of images (.csv); give the folder that the images lie in."
              .formatted(given.text("images")));
    }
    if (faults.isEmpty()
        && given.has("images")
        && !isElsewhere(given.text("images"))
        && Folder.files(Path.of(given.text("images")), 1) == 0) {
      faults.add("--images: %s holds no files.".formatted(given.text("images")));
    }
    for (String run : study.runs()) {
      for (String file : List.of("responses.csv", "units.csv")) {
        if (!isThere(run + "/" + file, true)) {
          faults.add("--compare: %s is no finished run, it has no %s.".formatted(run, file));
        }
      }
    }
    return faults;
  }

  private List<String> missing() {
    return schema.parameters().values().stream()
        .filter(parameter -> parameter.isPath() && given.has(parameter.name()))
        .filter(parameter -> !isThere(given.text(parameter.name()), parameter.isFile()))
        .map(
            parameter ->
                "--%s: there is no file %s%s"
                    .formatted(
                        parameter.name(),
                        given.text(parameter.name()),
                        hint(given.text(parameter.name()))))
        .toList();
  }

  private static String hint(String name) {
    return name.startsWith("~")
        ? ": a shell makes a home folder of ~ only where it stands first in a word and is not"
            + " quoted; write $HOME instead."
        : ".";
  }

  /** People's answers: a table, or the folder that export or import wrote. */
  private static List<String> responses(String name) throws IOException {
    if (isElsewhere(name)) {
      return List.of();
    }
    String table = isThere(name, true) ? name : name + "/responses.csv";
    if (isThere(table, true) && isTableOfAnswers(Path.of(table))) {
      return List.of();
    }
    return List.of(
        "--responses: %s is no table of answers; those have the columns participant, trial and correct."
            .formatted(table));
  }

  private static boolean isTableOfAnswers(Path table) throws IOException {
    try {
      return ANSWERS.stream().allMatch(Csv.header(table)::has);
    } catch (InputException e) {
      return false;
    }
  }

  /**
   * @param readable whether all other files are there
   */
  private List<String> reference(boolean readable) {
    if (given.values().containsKey("reference") && !given.has("reference")) {
      return List.of("--reference: say which published run to repeat, its folder of results.");
    }
    if (!readable || !given.has("reference")) {
      return List.of();
    }
    String run = given.text("reference");
    if (!isThere(run + "/" + Given.CRATE, true)) {
      return List.of(
          "--reference: %s is no published run, it has no %s.".formatted(run, Given.CRATE));
    }
    return given.recorded().entrySet().stream()
        .filter(file -> !given.has(file.getKey()))
        .map(
            file ->
                "--%s: %s was made with %s; give it."
                    .formatted(file.getKey(), run, file.getValue()))
        .toList();
  }

  private static boolean isNoTable(String images) {
    return isElsewhere(images)
        ? !images.matches("(s3|gs|az)://.*")
        : isThere(images, true) && !images.matches("(?i).*\\.(csv|tsv|txt)");
  }

  /** In a bucket, say, which only Nextflow can reach and has looked into. */
  static boolean isElsewhere(String name) {
    return name.matches("[A-Za-z][A-Za-z0-9+.-]+://.*");
  }

  static boolean isThere(String name, boolean file) {
    return isElsewhere(name)
        || (file
            ? Files.exists(Path.of(name)) && !Files.isDirectory(Path.of(name))
            : Files.exists(Path.of(name)));
  }
}
