package org.pragnanz.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What the work folder is going to hold. */
final class WorkFolder {
  /** Bytes of an image's activations at a site: 512 channels is a network's usual mean. */
  private static final long SITE = 512 * 4;

  private static final long SITES = 50;

  /** The phantom is smaller. */
  private static final long PHANTOM_SITE = SITE / 4;

  private static final long PHANTOM_SITES = 5;

  /** Bytes of a trial's 20 pictures, of a unit's share of a contact sheet, of a phantom image. */
  private static final long TRIAL = 20 * 20_000L;

  private static final long SHEET = 2L << 20;
  private static final long PHANTOM_IMAGE = 80_000;

  private WorkFolder() {}

  /** Bytes to about a factor of two; null where that cannot be told from here. */
  static Long bytes(Study study) throws IOException {
    boolean made = !study.has("images");
    if (study.has("compare")
        || (!made && Named.isElsewhere(study.text("images")))
        || (study.has("units") && Named.isElsewhere(study.text("units")))) {
      return null;
    }
    long images = made ? study.number("phantom_images") : images(Path.of(study.text("images")));
    long units =
        study.has("units") ? rows(Path.of(study.text("units"))) : study.number("unit_count");
    long site = study.isPhantom() ? PHANTOM_SITE : SITE;
    long sites = Math.min(units, study.isPhantom() ? PHANTOM_SITES : SITES);
    long rows =
        switch (study.text("rows")) {
          case "images" -> 0;
          case "crops" -> 16;
          default -> 196;
        };
    return images * sites * site
        + units * study.number("strongest") * rows * site
        + 2 * units * (study.number("trials_per_unit") * TRIAL + SHEET)
        + (made ? images * PHANTOM_IMAGE : 0);
  }

  private static long images(Path images) throws IOException {
    return Files.isDirectory(images) ? Folder.files(images, Long.MAX_VALUE) : rows(images);
  }

  private static long rows(Path table) throws IOException {
    try (Stream<String> lines = Files.lines(table)) {
      return Math.max(1, lines.count() - 1);
    }
  }
}
