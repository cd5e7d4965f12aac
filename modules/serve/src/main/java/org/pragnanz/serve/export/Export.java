package org.pragnanz.serve.export;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.pragnanz.files.Csv;
import org.pragnanz.serve.store.Database;
import org.pragnanz.serve.store.Participations;
import org.pragnanz.serve.store.Sql;
import org.pragnanz.serve.store.StudyRow;
import org.pragnanz.survey.Participation;
import org.pragnanz.survey.ResponseTables;
import org.pragnanz.survey.Study;

/**
 * One state of a database, as files.
 *
 * @param sessions in the order of arrival
 * @param workers by participant's number
 */
public record Export(Study study, List<Participation> sessions, Map<Integer, Worker> workers) {
  private static final List<String> WORKERS =
      List.of("participant", "worker", "recruitment_study", "recruitment_session", "state");

  /** Who a participant is to the recruiting site. */
  public record Worker(String id, String study, String session) {}

  /** Reads it. */
  public static Export of(Database database) throws IOException {
    try {
      return database.read(
          connection -> {
            Study study = StudyRow.read(connection);
            return new Export(study, Participations.read(connection, study), workers(connection));
          });
    } catch (SQLException e) {
      throw new IOException("the database: " + e.getMessage(), e);
    }
  }

  private static Map<Integer, Worker> workers(Connection connection) throws SQLException {
    Map<Integer, Worker> workers = new TreeMap<>();
    Sql.all(
        connection,
        row ->
            workers.put(
                row.getInt(1), new Worker(row.getString(2), row.getString(3), row.getString(4))),
        "SELECT session, worker, recruitment_study, recruitment_session FROM worker");
    return workers;
  }

  /** Writes the tables of responses and the dataset; nothing in them says who somebody is. */
  public void writeTables(Path folder) throws IOException {
    ResponseTables.write(study, sessions, folder);
  }

  /** Writes who took part, to pay them by. */
  public void writeWorkers(Path file) throws IOException {
    Csv.write(
        file,
        WORKERS,
        rows -> {
          for (Participation session : sessions) {
            Worker worker = workers.get(session.number());
            if (worker != null) {
              rows.add(
                  session.participant(),
                  worker.id(),
                  worker.study(),
                  worker.session(),
                  session.state().label());
            }
          }
        });
  }

  /** The tables and the dataset as a zip file. */
  public byte[] zipped() throws IOException {
    Path folder = Files.createTempDirectory("export");
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      writeTables(folder);
      for (Path file : below(folder)) {
        if (Files.isRegularFile(file)) {
          zip.putNextEntry(new ZipEntry("answers/" + folder.relativize(file)));
          Files.copy(file, zip);
        }
      }
    } finally {
      for (Path file : below(folder)) {
        Files.delete(file);
      }
    }
    return bytes.toByteArray();
  }

  /** A folder and what is in it, the deepest first. */
  private static List<Path> below(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.sorted(Comparator.reverseOrder()).toList();
    }
  }
}
