package org.pragnanz.analyze;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.pragnanz.analyze.findings.Findings;
import org.pragnanz.analyze.findings.Settings;
import org.pragnanz.analyze.report.Report;
import org.pragnanz.analyze.responses.Condition;
import org.pragnanz.analyze.responses.Design;
import org.pragnanz.analyze.responses.Named;
import org.pragnanz.analyze.responses.Sources;
import org.pragnanz.analyze.screening.Screening;
import org.pragnanz.analyze.screening.Share;
import org.pragnanz.cli.Tool;
import org.pragnanz.cli.options.OutFolder;
import org.pragnanz.fault.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** From responses to findings: who counts, accuracies with intervals, tests, figures, report. */
@Command(
    name = "analyze",
    description = {
      "Analyses responses: exclusions, accuracies, tests, figures, report.",
      """

      Several runs are analysed together by giving the files of each. With --design within each
      participant's accuracies are paired. With --alternative greater people do better in the other
      basis than in the baseline; with less, --effects are below 0. Power is simulated of people's
      responses alone. The tests are those of Colin et al. (arXiv 2411.03993), section 4."""
    },
    footer =
        """
        Inputs
          --responses   CSV experiment,model,basis,participant,trial,kind,layer,channel,correct,rt_ms,
                        simulated; with --columns, a JSON map, other columns
          --sessions    sessions.csv that export or import wrote: sessions that the page ended, and
                        those that never came to an end
          --units       units.csv, for the units' relative depth
          --importance, --alignment, --recovery
                        the tables of the tools of these names
          --observers   responses of machine observers, to be compared with the others'
          --trials, --maps, --catalogs, --matching, --factors
                        the folders of trials, locate, catalog, match and factorize: what the report's
                        gallery shows, and what was left out on the way

        Outputs
          --out  report.html, figures/ (SVG), tables (CSV) and methods.txt

        Example
          pragnanz analyze --responses responses.csv --units units.csv --trials trials --out analysis""")
public final class AnalyzeTool extends Tool {
  @Option(names = "--responses", required = true, description = "Tables of responses")
  List<Path> responses;

  @Option(names = "--columns", description = "JSON map of the columns of --responses")
  Optional<Path> columns;

  @Option(names = "--sessions", description = "Tables of sessions")
  List<Path> sessions;

  @Option(names = "--units", description = "Tables of units")
  List<Path> units;

  @Option(names = "--importance", description = "Tables of importance")
  List<Path> importance;

  @Option(names = "--alignment", description = "Tables of alignment")
  List<Path> alignment;

  @Option(
      names = "--observers",
      paramLabel = "NAME=F",
      converter = Named.Converter.class,
      description = "Responses of machine observers")
  List<Named> observers;

  @Option(names = "--trials", paramLabel = "DIR", description = "Folders of trials")
  List<Path> trials;

  @Option(names = "--maps", paramLabel = "DIR", description = "Folders of maps of one --trials")
  List<Path> maps;

  @Option(names = "--catalogs", paramLabel = "DIR", description = "Folders of catalogs")
  List<Path> catalogs;

  @Option(names = "--matching", paramLabel = "DIR", description = "Folders of matchings")
  List<Path> matchings;

  @Option(names = "--factors", paramLabel = "DIR", description = "Folders of factorizations")
  List<Path> factors;

  @Option(names = "--recovery", description = "Table of recovery (phantom only)")
  Optional<Path> recovery;

  @Option(
      names = "--parameter",
      paramLabel = "NAME=VALUE",
      converter = Named.Converter.class,
      description = "What was run, for the report: model=resnet50 seed=1 ...")
  List<Named> parameters;

  @Option(names = "--practice")
  int practice;

  @Option(names = "--pass-mark")
  int passMark;

  @Option(
      names = "--catch-right",
      paramLabel = "N/N",
      defaultValue = "4/5",
      converter = Share.Converter.class,
      description = "Catch trials that must be right")
  Share attention;

  @Option(
      names = "--time-deviations",
      defaultValue = "3",
      description = "Standard deviations that a completion time may lie from its study's mean")
  double deviations;

  @Option(
      names = "--complete",
      paramLabel = "N/N",
      defaultValue = "1/1",
      converter = Share.Converter.class,
      description = "Share of the commonest number of main trials that must be answered")
  Share complete;

  @Option(names = "--design", description = "How people meet the bases (default: the data tell)")
  Optional<Design> design;

  @Option(
      names = "--baseline",
      defaultValue = Condition.NEURON,
      description = "The basis that others are compared with, or the last by name")
  String baseline;

  @Option(
      names = "--effects",
      split = ",",
      defaultValue = "0.03,0.05,0.1",
      description = "Differences in accuracy whose power is simulated")
  List<Double> effects;

  @Option(names = "--equivalence-margin")
  double margin;

  @Option(names = "--seed")
  long seed;

  @Option(
      names = "--alternative",
      paramLabel = "two-sided|greater|less",
      defaultValue = "two-sided",
      converter = AlternativeConverter.class,
      description = "Of the tests between bases, and of power")
  AlternativeHypothesis alternative;

  @Mixin OutFolder out;

  @Override
  protected void validateArguments() {
    if (!maps.isEmpty() && trials.size() != 1) {
      throw new UsageException("--maps goes with one folder of --trials, whose units they are of.");
    }
    if (!(deviations > 0)) {
      throw new UsageException("--time-deviations must be above 0, not " + deviations + ".");
    }
    for (double effect : effects) {
      if (!(Math.abs(effect) < 1)) {
        throw new UsageException("--effects must be between -1 and 1, not " + effect + ".");
      }
    }
  }

  @Override
  protected void run() throws IOException {
    Findings findings =
        Findings.of(
            new Sources(
                responses, columns, sessions, units, importance, alignment, observers, recovery),
            new Settings(
                new Screening.Criteria(
                    // Nobody fails who was right every time, as on the participants' page.
                    new Share(Math.min(passMark, practice), practice),
                    attention,
                    deviations,
                    complete),
                alternative,
                design,
                baseline,
                effects,
                margin,
                seed));
    // Every table is read before anything is written; a trial's images as the gallery shows them.
    Report report =
        Report.of(
            out.path(),
            findings,
            new Report.Material(parameters, trials, maps, catalogs, matchings, factors),
            threads());
    new Tables(out.path()).write(findings);
    report.write();
  }

  /** The names that SciPy and R use. */
  static final class AlternativeConverter implements ITypeConverter<AlternativeHypothesis> {
    @Override
    public AlternativeHypothesis convert(String text) {
      return switch (text) {
        case "two-sided" -> AlternativeHypothesis.TWO_SIDED;
        case "greater" -> AlternativeHypothesis.GREATER_THAN;
        case "less" -> AlternativeHypothesis.LESS_THAN;
        default ->
            throw new TypeConversionException("'" + text + "' is not two-sided, greater or less");
      };
    }
  }
}
