package org.pragnanz.survey.site;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.pragnanz.cli.Progress;
import org.pragnanz.cli.Tool;
import org.pragnanz.fault.InputException;
import org.pragnanz.fault.UsageException;
import org.pragnanz.files.Output;
import org.pragnanz.survey.ConsentForms;
import org.pragnanz.survey.Plan;
import org.pragnanz.survey.Settings;
import org.pragnanz.survey.Study;
import org.pragnanz.survey.SurveyFolder;
import org.pragnanz.survey.SurveyTrial;
import org.pragnanz.trial.Kind;
import org.pragnanz.trial.Trial;
import org.pragnanz.trial.TrialSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Makes the participants' experiment of a finished set of trials: the page with its pictures, the
 * sessions, and an archive for JATOS.
 *
 * <p><b>Input</b>: the folder that {@code trials} wrote; optionally a folder of files that replace
 * the page's, such as texts of consent and languages.
 *
 * <p><b>Output</b>: a folder with {@code study.json} (private: it holds the answers), {@code site/}
 * and {@code survey.jzip}, described in {@code docs/survey.md}.
 *
 * <pre>{@code
 * pragnanz survey --trials results/exp2/trials --out results/exp2/survey
 * }</pre>
 */
@Command(
    name = "survey",
    description = "Makes the participants' experiment: page, sessions, archive for JATOS.")
public final class SurveyTool extends Tool {
  // A file for each: where a whole cycle is longer, the last comes before the balance is exact.
  private static final int MOST_SESSIONS = 2000;

  @Option(
      names = "--trials",
      required = true,
      paramLabel = "DIR",
      description = "The folder that trials wrote.")
  Path folder;

  @Option(
      names = "--session-units",
      paramLabel = "N",
      defaultValue = "35",
      description = "Main trials a session, each of another unit (default: ${DEFAULT-VALUE}).")
  int units;

  @Option(
      names = "--pass-mark",
      paramLabel = "N",
      defaultValue = "5",
      description = "Practice trials that must be right (default: ${DEFAULT-VALUE}).")
  int passMark;

  @Option(
      names = "--session-count",
      paramLabel = "N",
      description =
          "Sessions to prepare; who comes after the last gets the first again (default: as many as"
              + " show every trial equally often, at most 2000).")
  Integer sessions;

  @Option(names = "--confidence", description = "Ask participants how sure they are.")
  boolean confidence;

  @Option(
      names = "--language",
      paramLabel = "L",
      defaultValue = "en",
      description = "The page's default language (default: ${DEFAULT-VALUE}).")
  String language;

  @Option(
      names = "--min-width",
      paramLabel = "PX",
      defaultValue = "1000",
      description = "Smallest width of the window (default: ${DEFAULT-VALUE}).")
  int minWidth;

  @Option(
      names = "--min-height",
      paramLabel = "PX",
      defaultValue = "600",
      description = "Smallest height of the window (default: ${DEFAULT-VALUE}).")
  int minHeight;

  @Option(
      names = "--page",
      paramLabel = "DIR",
      description =
          "Files that replace or join the page's: consent.<language>.html, lang/<language>.json, ...")
  Path with;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Folder to write.")
  Path out;

  @Override
  protected void validateArguments() {
    if (units < 1 || passMark < 0 || (sessions != null && sessions < 1)) {
      throw new UsageException(
          "--session-units and --session-count must be at least 1, --pass-mark at least 0.");
    }
    if (minWidth < 1 || minHeight < 1) {
      throw new UsageException("--min-width and --min-height must be at least 1.");
    }
    if (with != null && !Files.isDirectory(with)) {
      throw new UsageException("--page " + with + " is no folder.");
    }
  }

  @Override
  protected void run() throws IOException {
    TrialSet set = TrialSet.read(folder);
    try (Progress progress = new Progress("trials", set.trials().size())) {
      make(set, progress);
    }
  }

  private void make(TrialSet set, Progress progress) throws IOException {
    for (String basis : set.trials().stream().map(Trial::basis).distinct().toList()) {
      if (set.trials().stream()
          .noneMatch(trial -> trial.kind() == Kind.MAIN && trial.basis().equals(basis))) {
        throw new InputException(
            "%s holds no main trial of the basis '%s'."
                .formatted(folder.resolve(TrialSet.FILE), basis));
      }
    }
    Names names = new Names(set.seed(), Files.readAllBytes(folder.resolve(TrialSet.FILE)));
    Design design = new Design(set, names, units);
    Output.folder(out, made -> write(design, made, progress));
  }

  private void write(Design design, Path made, Progress progress) throws IOException {
    Path site = SurveyFolder.site(made);
    Page.copy(site);
    if (with != null) {
      Page.copy(with, site);
    }
    List<String> languages = Page.languages(site, language);
    Files.writeString(site.resolve("texts.js"), Page.texts(site, languages));
    ConsentForms.warnOfBlanks(site, System.err);

    List<SurveyTrial> trials = design.trials();
    List<Plan> plans = design.plans(count(design));
    TrialSet set = design.set();
    Study study =
        new Study(
            design.names().of("study"),
            set.experiment(),
            set.model(),
            set.seed(),
            design.bases(),
            new Settings(
                languages,
                plans.get(0).practice().size(),
                plans.get(0).main().size(),
                Math.min(passMark, plans.get(0).practice().size()),
                confidence,
                minWidth,
                minHeight),
            trials,
            plans);
    study.write(made);
    Files.writeString(site.resolve(SurveyFolder.CONFIG), study.config(Study.Mode.DOWNLOAD));
    new SessionFiles(study, design.names()).write(site.resolve(SurveyFolder.SESSIONS));
    new Pictures(folder, set, site).copy(trials, progress);
    new JatosArchive(study, site).write(SurveyFolder.archive(made));
  }

  private int count(Design design) {
    return sessions != null
        ? sessions
        : design.cycle().min(BigInteger.valueOf(MOST_SESSIONS)).intValueExact();
  }
}
