package org.pragnanz.serve;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** Looks into a database from outside of the server. */
record Stored(String url) {
  static Stored in(String database) {
    return new Stored(database.startsWith("jdbc:") ? database : "jdbc:sqlite:" + database);
  }

  int count(String table) throws SQLException {
    return Integer.parseInt(texts("SELECT COUNT(*) FROM " + table).get(0));
  }

  /** The first column of a query. */
  List<String> texts(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url)) {
      return Sql.all(connection, row -> row.getString(1), sql);
    }
  }
}
