package org.pragnanz.serve;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.pragnanz.cli.Tool;
import org.pragnanz.cli.options.OutFolder;
import org.pragnanz.fault.InputException;
import org.pragnanz.serve.export.Export;
import org.pragnanz.serve.store.Database;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes what a database of {@code serve} holds. */
@Command(
    name = "export",
    description = "Writes the answers that a database of serve holds.",
    footer =
        """
        Inputs
          --database  the SQLite file, or the jdbc:postgresql: address, that serve was given

        Outputs
          --out      responses.csv, practice.csv, set_aside.csv, sessions.csv and dataset/, as import
                     writes them
          --workers  CSV participant,worker,recruitment_study,recruitment_session,state, to pay people by;
                     not to be shared

        Example
          pragnanz export --database answers.sqlite --out responses""")
public final class ExportTool extends Tool {
  @Option(
      names = "--database",
      required = true,
      paramLabel = "F|URL",
      description = "What serve was given")
  String database;

  @Option(names = "--workers", description = "Write also who took part; not to be shared")
  Optional<Path> workers;

  @Mixin OutFolder out;

  @Override
  protected void run() throws IOException {
    if (!database.startsWith("jdbc:") && !Files.exists(Path.of(database))) {
      throw new InputException("There is no database %s.".formatted(database));
    }
    try (Database opened = Database.open(database)) {
      Export export = Export.of(opened);
      export.writeTables(out.path());
      if (workers.isPresent()) {
        export.writeWorkers(workers.get());
      }
    }
  }
}
