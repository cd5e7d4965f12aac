package org.pragnanz.survey.site;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.pragnanz.cli.Progress;
import org.pragnanz.cli.Range;
import org.pragnanz.cli.Tool;
import org.pragnanz.cli.options.OutFolder;
import org.pragnanz.cli.options.TrialsOption;
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
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes the participants' experiment of a finished set of trials. */
@Command(
    name = "survey",
    description = {
      "Makes the participants' experiment: page, sessions, archive for JATOS.",
      """

      A full cycle of sessions shows every trial equally often; of those at most 2000 are prepared. Who
      comes after the last gets the first again. docs/survey.md says how to show it to people."""
    },
    footer =
        """
        Inputs
          --trials  the folder that trials wrote
          --page    a folder of files that replace or join the page's: consent.LANGUAGE.html,
                    lang/LANGUAGE.json, style.css

        Outputs
          --out  study.json (private: it holds the answers), site/ (the page, its pictures and sessions),
                 survey.jzip (for JATOS)

        Example
          pragnanz survey --trials results/exp2/trials --out results/exp2/survey""")
public final class SurveyTool extends Tool {
  // A file for each: where a whole cycle is longer, the last comes before the balance is exact.
  private static final int MOST_SESSIONS = 2000;

  @Mixin TrialsOption trials;

  @Option(names = "--session-units")
  int sessionUnits;

  @Option(names = "--pass-mark")
  int passMark;

  @Option(names = "--session-count", description = "Sessions to make (default: a full cycle)")
  @Range(min = 1)
  Optional<Integer> sessionCount;

  @Option(names = "--confidence")
  boolean confidence;

  @Option(names = "--language")
  String language;

  @Option(
      names = "--min-width",
      defaultValue = "1000",
      description = "Least width of a window, in px")
  @Range(min = 1)
  int minWidth;

  @Option(
      names = "--min-height",
      defaultValue = "600",
      description = "Least height of a window, in px")
  @Range(min = 1)
  int minHeight;

  @Option(names = "--page", paramLabel = "DIR")
  Optional<Path> page;

  @Mixin OutFolder out;

  @Override
  protected void validateArguments() {
    if (page.isPresent() && !Files.isDirectory(page.get())) {
      throw new UsageException("--page " + page.get() + " is no folder.");
    }
  }

  @Override
  protected void run() throws IOException {
    TrialSet set = trials.read();
    try (Progress progress = new Progress("trials", set.trials().size())) {
      make(set, progress);
    }
  }

  private void make(TrialSet set, Progress progress) throws IOException {
    for (String basis : set.trials().stream().map(Trial::basis).distinct().toList()) {
      if (set.trials().stream()
          .noneMatch(trial -> trial.kind() == Kind.MAIN && trial.basis().equals(basis))) {
        throw new InputException(
            "%s holds no main trial of the basis '%s'.".formatted(trials.file(), basis));
      }
    }
    Names names = new Names(set.seed(), Files.readAllBytes(trials.file()));
    Design design = new Design(set, names, sessionUnits);
    Output.folder(out.path(), made -> write(design, made, progress));
  }

  private void write(Design design, Path made, Progress progress) throws IOException {
    Path site = SurveyFolder.site(made);
    Page.copy(site);
    if (page.isPresent()) {
      Page.copy(page.get(), site);
    }
    List<String> languages = Page.languages(site, language);
    Files.writeString(site.resolve("texts.js"), Page.texts(site, languages));
    ConsentForms.warnOfBlanks(site, System.err);

    List<SurveyTrial> shown = design.trials();
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
            shown,
            plans);
    study.write(made);
    Files.writeString(site.resolve(SurveyFolder.CONFIG), study.config(Study.Mode.DOWNLOAD));
    new SessionFiles(study, design.names()).write(site.resolve(SurveyFolder.SESSIONS));
    new Pictures(trials.folder(), set, site).copy(shown, progress);
    new JatosArchive(study, site).write(SurveyFolder.archive(made));
  }

  private int count(Design design) {
    return sessionCount.orElseGet(
        () -> design.cycle().min(BigInteger.valueOf(MOST_SESSIONS)).intValueExact());
  }
}
