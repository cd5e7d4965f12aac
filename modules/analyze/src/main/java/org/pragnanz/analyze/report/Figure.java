package org.pragnanz.analyze.report;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.XYChart;
import org.pragnanz.files.Output;

/**
 * A figure of the report.
 *
 * @param id its file's name
 * @param title what it shows, in a few words
 * @param caption how to read it, and the numbers it rests on
 * @param alt what someone who cannot see it must know
 * @param chart the drawing; its size is in points
 */
record Figure(String id, String title, String caption, String alt, XYChart chart) {
  private static final int DOTS_PER_INCH = 300;

  /**
   * @param reading how to read it, as sentences
   * @param numbers what it rests on, as a sentence; may be empty
   * @param simulated whether it shows answers of a machine
   */
  static Figure of(
      String id, String title, String reading, String numbers, boolean simulated, XYChart chart) {
    String origin = simulated ? "Simulated responses. " : "";
    return new Figure(
        id,
        title,
        (origin + reading + " " + numbers).strip(),
        (origin + title + ". " + (numbers.isEmpty() ? reading : numbers)).strip(),
        chart);
  }

  /** Writes {@code <id>.svg} and {@code <id>.png} (300 dpi) to a folder. */
  void write(Path folder) throws IOException {
    Output.text(folder.resolve(id + ".svg"), svg());
    Output.write(
        folder.resolve(id + ".png"),
        temporary -> {
          // The encoder insists on its own ending.
          Path encoded = temporary.resolveSibling(temporary.getFileName() + ".png");
          try {
            BitmapEncoder.saveBitmapWithDPI(
                chart, encoded.toString(), BitmapEncoder.BitmapFormat.PNG, DOTS_PER_INCH);
            Files.move(encoded, temporary);
          } finally {
            Files.deleteIfExists(encoded);
          }
        });
  }

  private String svg() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    VectorGraphicsEncoder.saveVectorGraphic(
        chart, bytes, VectorGraphicsEncoder.VectorGraphicsFormat.SVG);
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
