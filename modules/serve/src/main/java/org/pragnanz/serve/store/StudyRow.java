package org.pragnanz.serve.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.pragnanz.fault.InputException;
import org.pragnanz.survey.Study;

/** The study that a database belongs to. */
public final class StudyRow {
  private static final ObjectMapper JSON = new ObjectMapper();

  private StudyRow() {}

  /**
   * Takes a new database for a study, or makes sure that it is this study's.
   *
   * @param folder the survey's
   * @throws InputException where the database belongs to another survey
   */
  public static void bind(Database database, Path folder, Study study) throws IOException {
    String json = Files.readString(folder.resolve(Study.FILE));
    try {
      database.write(
          connection -> {
            Sql.update(
                connection,
                "INSERT INTO study (name, json) VALUES (?, ?) ON CONFLICT DO NOTHING",
                study.study(),
                json);
            if (!texts(connection).equals(List.of(json))) {
              throw new InputException(
                  "The database holds the answers of another survey than %s; name another --database."
                      .formatted(folder));
            }
            return null;
          });
    } catch (SQLException e) {
      throw new IOException("the database: " + e.getMessage(), e);
    }
  }

  /**
   * Reads the study.
   *
   * @throws InputException where no survey was ever served from the database
   */
  public static Study read(Connection connection) throws SQLException {
    List<String> texts = texts(connection);
    if (texts.isEmpty()) {
      throw new InputException("The database holds no survey; name the --database of serve.");
    }
    try {
      return JSON.readValue(texts.get(0), Study.class);
    } catch (JsonProcessingException e) {
      throw new InputException("The database holds a survey that cannot be read.", e);
    }
  }

  private static List<String> texts(Connection connection) throws SQLException {
    return Sql.all(connection, row -> row.getString(1), "SELECT json FROM study");
  }

  /**
   * When the study was closed, ms since 1970.
   *
   * @return empty while it is open
   */
  public static Optional<Long> closed(Connection connection) throws SQLException {
    return Sql.first(
        connection, row -> row.getLong(1), "SELECT closed FROM study WHERE closed IS NOT NULL");
  }

  /** Ends recruitment. Sessions that have begun go on. There is no way back. */
  public static void close(Database database, long now) throws SQLException {
    database.write(
        connection ->
            Sql.update(connection, "UPDATE study SET closed = ? WHERE closed IS NULL", now));
  }
}
