package org.pragnanz.analyze.findings;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.pragnanz.data.Unit;
import org.pragnanz.files.Csv;
import org.pragnanz.trial.Kind;

/** Where a table of responses holds what. */
interface Layout {
  /**
   * @return the row's answer; empty where the row is not to be analysed
   * @throws org.pragnanz.fault.InputException naming file, line and column where a cell does not
   *     hold what it should
   */
  Optional<Answer> answer(Csv.Row row);

  /** The layout of this pipeline's tables, or the one that a map of columns describes. */
  static Layout of(Optional<Path> map) throws IOException {
    return map.isPresent() ? ColumnMap.read(map.get()) : own();
  }

  /** The layout of this pipeline's tables; columns that it does not name are passed over. */
  static Layout own() {
    return Layout::own;
  }

  private static Optional<Answer> own(Csv.Row row) {
    Kind kind =
        switch (row.text("kind")) {
          case "practice" -> Kind.PRACTICE;
          case "main" -> Kind.MAIN;
          case "catch" -> Kind.CATCH;
          default ->
              throw row.fault(
                  "kind", "holds '" + row.text("kind") + "', not practice, main or catch");
        };
    // A practice or catch trial may show no unit of the study.
    boolean none = kind != Kind.MAIN && row.text("channel").isBlank();
    return Optional.of(
        new Answer(
            new Condition(
                new Study(named(row, "experiment"), named(row, "model")), named(row, "basis")),
            named(row, "participant"),
            kind,
            none ? new Unit(row.text("layer"), -1) : Unit.of(row),
            row.text("trial").strip(),
            flag(row, "correct"),
            microseconds(row, "rt_ms", 1000),
            flag(row, "simulated")));
  }

  /** A cell that must not be empty. */
  static String named(Csv.Row row, String column) {
    String text = row.text(column).strip();
    if (text.isEmpty()) {
      throw row.fault(column, "is empty");
    }
    return text;
  }

  /** A cell of 0 or 1, or of false or true. */
  static boolean flag(Csv.Row row, String column) {
    return switch (row.text(column).strip().toLowerCase(Locale.ROOT)) {
      case "0", "false" -> false;
      case "1", "true" -> true;
      default -> throw row.fault(column, "holds '%s', not 0 or 1".formatted(row.text(column)));
    };
  }

  /**
   * A reaction time.
   *
   * @param scale microseconds in the column's unit
   */
  static long microseconds(Csv.Row row, String column, double scale) {
    double time = row.number(column);
    if (!(time >= 0) || Double.isInfinite(time)) {
      throw row.fault(column, "holds %s, not a time of 0 or more".formatted(row.text(column)));
    }
    return Math.round(scale * time);
  }
}
