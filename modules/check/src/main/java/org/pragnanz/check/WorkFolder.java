package org.pragnanz.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.pragnanz.nn.description.Architecture;
import org.pragnanz.nn.description.Site;

/** What the work folder is going to hold. */
final class WorkFolder {
  /** Bytes of a picture as trials show it, and of what an observer's network sees in one. */
  private static final long PICTURE = 30_000;

  private static final long FEATURES = 24_000;

  /** The survey's pictures lie in its site and, packed, in its archive. */
  private static final double SURVEY = 1.6 * PICTURE;

  /** Bytes of a unit's share of the contact sheets, and of a phantom image. */
  private static final long SHEET = 2L << 20;

  private static final long PHANTOM_IMAGE = 80_000;

  /** The rest: report, figures, the survey's page. */
  private static final long REST = 10L << 20;

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
    Architecture network = Architecture.named(study.text("model"));
    long sites = Math.min(units, network.sites().size());
    double site = 4.0 * network.sites().stream().mapToInt(Site::channels).average().orElseThrow();
    long rows =
        switch (study.text("rows")) {
          case "images" -> 0;
          case "crops" -> 16;
          default -> 196;
        };
    long trials =
        2
            * (units * study.number("trials_per_unit")
                + study.number("practice")
                + study.number("catches"));
    long pictures = trials * (2 * study.number("references") + 2);
    return Math.round(
        weights(study, "")
            + (study.has("observer_model") ? weights(study, "observer_") : 0)
            + images * sites * site
            + units * study.number("strongest") * rows * site
            + Math.min(images, pictures) * (PICTURE + FEATURES)
            + pictures * SURVEY
            + 2 * units * SHEET
            + (made ? images * PHANTOM_IMAGE : 0)
            + REST);
  }

  /** Bytes of a network's parameters. */
  private static long weights(Study study, String whose) {
    return 4
        * Architecture.named(study.text(whose + "model")).parameters().values().stream()
            .mapToLong(
                shape -> shape.stream().mapToLong(Integer::longValue).reduce(1, (x, y) -> x * y))
            .sum();
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
