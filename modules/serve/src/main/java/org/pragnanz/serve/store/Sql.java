package org.pragnanz.serve.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Prepared statements: a value is never part of a statement's text. */
public final class Sql {
  private Sql() {}

  /** Makes a value of the current row. */
  @FunctionalInterface
  public interface Row<T> {
    /** The value; leaves the row where it is. */
    T of(ResultSet row) throws SQLException;
  }

  /** Returns how many rows were changed. */
  public static int update(Connection connection, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = prepared(connection, sql, values)) {
      return statement.executeUpdate();
    }
  }

  /** The values of all rows. */
  public static <T> List<T> all(Connection connection, Row<T> of, String sql, Object... values)
      throws SQLException {
    try (PreparedStatement statement = prepared(connection, sql, values);
        ResultSet rows = statement.executeQuery()) {
      List<T> all = new ArrayList<>();
      while (rows.next()) {
        all.add(of.of(rows));
      }
      return all;
    }
  }

  /** The value of the first row, where there is one. */
  public static <T> Optional<T> first(
      Connection connection, Row<T> of, String sql, Object... values) throws SQLException {
    List<T> all = all(connection, of, sql, values);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(0));
  }

  private static PreparedStatement prepared(Connection connection, String sql, Object... values)
      throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql);
    try {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      return statement;
    } catch (SQLException e) {
      statement.close();
      throw e;
    }
  }
}
