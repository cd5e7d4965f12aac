package org.pragnanz.catalog;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.pragnanz.fault.InputException;
import org.pragnanz.files.Csv;

/**
 * A table of images and their labels, in one of the forms that people have:
 *
 * <ul>
 *   <li>columns image,synset; the label's column may be named wnid or label too, and of Kaggle's
 *       {@code LOC_val_solution.csv} the columns are ImageId,PredictionString, where the label is
 *       the first word and ids have no extension;
 *   <li>the development kit's {@code ILSVRC2012_validation_ground_truth.txt}: a class number a
 *       line, of the validation images in order.
 * </ul>
 *
 * @param rows in order
 * @param ofWholeSet whether it is a list that comes with ImageNet and names all of its validation
 *     images, of which a study may have some
 */
record LabelTable(List<Row> rows, boolean ofWholeSet) {
  private static final String KAGGLE = "ImageId";
  private static final List<String> IMAGE = List.of("image", KAGGLE);
  private static final List<String> LABEL = List.of("synset", "wnid", "label", "PredictionString");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");

  /**
   * A row.
   *
   * @param image as the table names it
   * @param synset empty where the row gives none
   * @param line of its file, from 1
   * @param place the row, for errors
   */
  record Row(String image, Optional<String> synset, long line, Place place) {
    /** The same label of an image under its file's own name. */
    Row of(String file) {
      return new Row(file, synset, line, place);
    }

    InputException fault(String what) {
      return place.fault(what);
    }
  }

  /** Makes an error about a row: {@code what} completes the sentence that names it. */
  @FunctionalInterface
  interface Place {
    InputException fault(String what);
  }

  /**
   * @throws InputException where the file is no such table
   */
  static LabelTable read(Path file) throws IOException {
    return isGroundTruth(file) ? new LabelTable(groundTruth(file), true) : table(file);
  }

  private static LabelTable table(Path file) throws IOException {
    Csv.Header header = Csv.header(file);
    Optional<String> image = IMAGE.stream().filter(header::has).findFirst();
    Optional<String> label = LABEL.stream().filter(header::has).findFirst();
    check(file, header, image, label);
    String named = image.orElseThrow();
    return new LabelTable(
        Csv.read(
            file,
            row ->
                new Row(
                    row.text(named).strip(),
                    label.flatMap(column -> synset(row, column)),
                    row.line(),
                    what -> row.fault(named, what))),
        named.equals(KAGGLE));
  }

  private static void check(
      Path file, Csv.Header header, Optional<String> image, Optional<String> label) {
    List<String> others =
        header.names().stream()
            .filter(name -> !name.isEmpty() && IMAGE.stream().noneMatch(name::equalsIgnoreCase))
            .toList();
    if (image.isEmpty() && header.names().stream().anyMatch(Synsets::isId)) {
      throw new InputException(
          "%s has no header; the first line must be image,synset.".formatted(file));
    }
    if (image.isPresent() && label.isEmpty() && !others.isEmpty()) {
      throw new InputException(
          "%s has no column of labels: '%s' is none that is known; name it synset."
              .formatted(file, others.get(0)));
    }
    if (image.isEmpty()) {
      throw header.without(IMAGE.get(0));
    }
  }

  private static Optional<String> synset(Csv.Row row, String column) {
    String text = row.text(column).strip();
    String first = text.split("\\s+", 2)[0];
    if (!text.isEmpty() && !Synsets.isId(first)) {
      throw row.fault(column, "holds '" + text + "', no WordNet 3.0 synset id such as n01440764");
    }
    return Optional.of(first).filter(t -> !t.isEmpty());
  }

  private static boolean isGroundTruth(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      return false; // a table says what is wrong with it
    }
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      String first = lines.readLine();
      return first != null && NUMBER.matcher(first.strip()).matches();
    } catch (MalformedInputException e) {
      return false;
    }
  }

  private static List<Row> groundTruth(Path file) throws IOException {
    List<String> classes = Synsets.ofDevelopmentKit();
    List<String> lines = Files.readAllLines(file);
    List<Row> rows = new ArrayList<>();
    for (String line : lines) {
      int number = rows.size() + 1;
      Place place = what -> new InputException("%s, line %d %s.".formatted(file, number, what));
      String text = line.strip();
      if (!NUMBER.matcher(text).matches()
          || Integer.parseInt(text) < 1
          || Integer.parseInt(text) > classes.size()) {
        throw place.fault("holds '" + text + "', no class from 1 to " + classes.size());
      }
      rows.add(
          new Row(
              "ILSVRC2012_val_%08d".formatted(number),
              Optional.of(classes.get(Integer.parseInt(text) - 1)),
              number,
              place));
    }
    return rows;
  }
}
