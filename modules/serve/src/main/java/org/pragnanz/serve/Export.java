package org.pragnanz.serve;

import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.pragnanz.data.Csv;
import org.pragnanz.data.Output;

/** What a database holds, as files. */
final class Export {
  private static final String RECORDS = "records.jsonl";

  private Export() {}

  /** Writes one state of the database into a folder. */
  static void write(Database database, Path folder) throws IOException {
    Output.write(folder.resolve(RECORDS), file -> records(database, file));
  }

  private static void records(Database database, Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      database.read(
          connection -> {
            new Records(connection, StudyRow.read(connection).study(), out).write();
            return null;
          });
    } catch (SQLException e) {
      throw failed(e);
    }
  }

  private static IOException failed(SQLException e) {
    return new IOException("the database: " + e.getMessage(), e);
  }

  /** Writes who took part, for payment. */
  static void workers(Database database, Path file) throws IOException {
    Csv.write(
        file,
        List.of("participant", "worker", "recruitment_study", "recruitment_session", "state"),
        rows -> {
          try {
            for (Object[] row : database.read(Export::workers)) {
              rows.add(row);
            }
          } catch (SQLException e) {
            throw failed(e);
          }
        });
  }

  private static List<Object[]> workers(Connection connection) throws SQLException {
    return Sql.all(
        connection,
        row ->
            new Object[] {
              row.getInt(1), row.getString(2), row.getString(3), row.getString(4), row.getString(5)
            },
        "SELECT number, worker, recruitment_study, recruitment_session, state"
            + " FROM worker JOIN session ON number = session ORDER BY number");
  }

  /** What {@link #write} writes, as one zip file. */
  static byte[] zip(Database database) throws IOException {
    Path folder = Files.createTempDirectory("export");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      write(database, folder);
      for (Path file : files(folder)) {
        zip.putNextEntry(new ZipEntry("answers/" + folder.relativize(file)));
        Files.copy(file, zip);
      }
    } finally {
      for (Path file : files(folder)) {
        Files.delete(file);
      }
      Files.delete(folder);
    }
    return bytes.toByteArray();
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
