package org.pragnanz.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.pragnanz.cli.Tool;
import org.pragnanz.fault.InputException;
import org.pragnanz.serve.export.Export;
import org.pragnanz.serve.store.Database;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Writes what a database of {@code serve} holds.
 *
 * <p>Output: {@code responses.csv}, {@code practice.csv}, {@code set_aside.csv}, {@code
 * sessions.csv} and {@code dataset/}, as {@code import} writes them; and where it is asked for
 * {@code workers.csv} (participant,worker,recruitment_study,recruitment_session,state), to pay
 * people by.
 */
@Command(name = "export", description = "Write the answers that a database of serve holds.")
public final class ExportTool extends Tool {
  @Option(
      names = "--database",
      paramLabel = "FILE|URL",
      required = true,
      description = "SQLite file or jdbc:postgresql: address that serve was given.")
  String database;

  @Option(
      names = "--workers",
      paramLabel = "F",
      description = "Write also who took part, a table not to be shared.")
  Path workers;

  @Option(names = "--out", paramLabel = "DIR", required = true, description = "Output folder.")
  Path out;

  @Override
  protected void run() throws IOException {
    if (!database.startsWith("jdbc:") && !Files.exists(Path.of(database))) {
      throw new InputException("There is no database %s.".formatted(database));
    }
    try (Database opened = Database.open(database)) {
      Export export = Export.of(opened);
      export.writeTables(out);
      if (workers != null) {
        export.writeWorkers(workers);
      }
    }
  }
}
