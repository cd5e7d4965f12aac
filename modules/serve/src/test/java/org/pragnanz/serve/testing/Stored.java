package org.pragnanz.serve.testing;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.pragnanz.serve.store.Sql;

/** Looks into a database from outside of the server. */
public record Stored(String url) {
  /** Of a database as {@code --database} names it. */
  public static Stored in(String database) {
    return new Stored(database.startsWith("jdbc:") ? database : "jdbc:sqlite:" + database);
  }

  /** The first column of a query. */
  public List<String> texts(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url)) {
      return Sql.all(connection, row -> row.getString(1), sql);
    }
  }
}
