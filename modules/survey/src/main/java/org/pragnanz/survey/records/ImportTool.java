package org.pragnanz.survey.records;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pragnanz.cli.Tool;
import org.pragnanz.cli.options.OutFolder;
import org.pragnanz.fault.InputException;
import org.pragnanz.fault.UsageException;
import org.pragnanz.files.Csv;
import org.pragnanz.survey.Participation;
import org.pragnanz.survey.ResponseTables;
import org.pragnanz.survey.Study;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes tables of what the experiment's page kept. */
@Command(
    name = "import",
    description = {
      "Makes responses.csv of what JATOS, the static page or the server kept.",
      """

      The answers are judged by the survey; every record that is not used is listed with its reason."""
    },
    footer =
        """
        Inputs
          FILE      records of JATOS, of the static page, or of the server: JSON lines, arrays, or several
                    one after the other
          --survey  the folder that survey wrote

        Outputs
          --out  responses.csv, practice.csv, set_aside.csv, sessions.csv, dataset/; problems.csv
                 (file,row,line,problem); workers.csv (participant,session,worker), the only file that
                 says who a participant is, which is not to be shared

        Example
          pragnanz import --survey results/exp2/survey --out responses jatos_results.txt""")
public final class ImportTool extends Tool {
  @Parameters(arity = "1..*", paramLabel = "FILE", description = "Files of records")
  List<Path> files;

  @Option(
      names = "--survey",
      required = true,
      paramLabel = "DIR",
      description = "What survey wrote")
  Path survey;

  @Mixin OutFolder out;

  @Override
  protected void validateArguments() {
    long names = files.stream().map(Path::getFileName).distinct().count();
    if (names < files.size()) {
      throw new UsageException("Two files have the same name; problems could not be told apart.");
    }
  }

  @Override
  protected void run() throws IOException {
    Study study = Study.read(survey);
    Map<String, String> texts = new TreeMap<>();
    for (Path file : files) {
      texts.put(file.getFileName().toString(), read(file));
    }
    Importer importer = new Importer(study);
    importer.add(texts);
    List<Participation> sessions = importer.participations();
    if (sessions.isEmpty()) {
      throw new InputException(
          "%s holds no record of a session of the survey in %s; %s"
              .formatted(
                  files.get(0),
                  survey,
                  importer.problems().isEmpty()
                      ? "name a file that the page or JATOS wrote."
                      : "its row %d %s."
                          .formatted(
                              importer.problems().get(0).row(),
                              importer.problems().get(0).problem())));
    }
    ResponseTables.write(study, sessions, out.path());
    writeWorkers(importer, sessions);
    writeProblems(importer.problems());
    report(importer, sessions);
  }

  private static String read(Path file) throws IOException {
    try {
      return Files.readString(file);
    } catch (CharacterCodingException e) {
      throw new InputException(file + " is no UTF-8 text.", e);
    }
  }

  private void writeWorkers(Importer importer, List<Participation> sessions) throws IOException {
    List<Sitting> sittings = importer.sittings();
    Csv.write(
        out.file("workers.csv"),
        List.of("participant", "session", "worker"),
        rows -> {
          for (int i = 0; i < sittings.size(); i++) {
            Sitting sitting = sittings.get(i);
            rows.add(sessions.get(i).participant(), sitting.session, sitting.worker);
          }
        });
  }

  private void writeProblems(List<Problem> problems) throws IOException {
    Csv.write(
        out.file("problems.csv"),
        List.of("file", "row", "line", "problem"),
        rows -> {
          for (Problem problem : problems) {
            rows.add(problem.file(), problem.row(), problem.line(), problem.problem());
          }
        });
  }

  private static void report(Importer importer, List<Participation> sessions) {
    long complete =
        sessions.stream().filter(s -> s.state() == Participation.State.COMPLETE).count();
    System.err.printf(
        "%d records of %d sessions, %d of them complete; %d records were not used (problems.csv)%n",
        importer.records(), sessions.size(), complete, importer.problems().size());
  }
}
