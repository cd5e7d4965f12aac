package org.pragnanz.serve.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.pragnanz.fault.InputException;

/**
 * The schema's steps, in order. A step that has been released is never changed; a change of the
 * schema is one more step. Table {@code schema_version} holds the number of steps taken.
 */
final class Migrations {
  private static final List<String> STEPS = List.of("001-sessions.sql");

  private Migrations() {}

  /** Takes the steps that a database lacks, all or none. */
  static void apply(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE IF NOT EXISTS schema_version"
              + " (id INTEGER NOT NULL PRIMARY KEY, steps INTEGER NOT NULL)");
      connection.commit();
      // Takes the lock, so that of two servers that start together one waits for the other.
      statement.execute("INSERT INTO schema_version VALUES (1, 0) ON CONFLICT DO NOTHING");
      statement.execute("UPDATE schema_version SET steps = steps");
      int taken = taken(statement);
      if (taken > STEPS.size()) {
        throw new InputException(
            "The database was made by a newer version of Pragnanz; use that one, or another"
                + " --database.");
      }
      for (String step : STEPS.subList(taken, STEPS.size())) {
        // Comments end with their line, statements with a semicolon.
        for (String sql : read(step).replaceAll("(?m)--.*$", "").split(";", -1)) {
          if (!sql.isBlank()) {
            statement.execute(sql);
          }
        }
      }
      statement.execute("UPDATE schema_version SET steps = " + STEPS.size());
      connection.commit();
    }
  }

  private static int taken(Statement statement) throws SQLException {
    try (ResultSet row = statement.executeQuery("SELECT steps FROM schema_version")) {
      row.next();
      return row.getInt(1);
    }
  }

  private static String read(String step) {
    try (InputStream in = Migrations.class.getResourceAsStream("migrations/" + step)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
