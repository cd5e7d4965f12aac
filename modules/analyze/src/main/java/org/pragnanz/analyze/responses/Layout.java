package org.pragnanz.analyze.responses;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.pragnanz.files.Csv;
import org.pragnanz.survey.ResponseRow;

/** Where a table of responses holds what. */
public interface Layout {
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
    ResponseRow read = ResponseRow.of(row);
    return Optional.of(
        new Answer(
            new Condition(new Study(read.experiment(), read.model()), read.basis()),
            read.participant(),
            read.kind(),
            read.unit(),
            read.trial(),
            read.correct(),
            Math.round(1000 * read.milliseconds()),
            read.simulated()));
  }
}
