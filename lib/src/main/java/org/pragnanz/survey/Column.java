package org.pragnanz.survey;

import java.util.List;
import java.util.function.Function;

/**
 * A column of a table.
 *
 * @param <T> what a row is made of
 * @param description what its cells say, with their unit
 * @param cell its content in a row
 */
record Column<T>(String name, String description, Function<T, Object> cell) {
  static <T> List<String> names(List<Column<T>> columns) {
    return columns.stream().map(Column::name).toList();
  }

  static <T> Object[] cells(List<Column<T>> columns, T row) {
    return columns.stream().map(column -> column.cell().apply(row)).toArray();
  }

  /** The same column of a table whose rows are made of more. */
  <U> Column<U> within(Function<U, T> part) {
    return new Column<>(name, description, cell.compose(part));
  }
}
