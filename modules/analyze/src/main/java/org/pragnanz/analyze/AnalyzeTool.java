package org.pragnanz.analyze;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.pragnanz.analyze.findings.Condition;
import org.pragnanz.analyze.findings.Design;
import org.pragnanz.analyze.findings.Findings;
import org.pragnanz.analyze.findings.Named;
import org.pragnanz.analyze.findings.Screening;
import org.pragnanz.analyze.findings.Settings;
import org.pragnanz.analyze.findings.Share;
import org.pragnanz.analyze.findings.Sources;
import org.pragnanz.analyze.report.Report;
import org.pragnanz.cli.Tool;
import org.pragnanz.fault.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/**
 * From responses to findings: who counts, accuracies with intervals, every test of the paper's
 * section 4.
 */
@Command(
    name = "analyze",
    description = {
      "Analyses responses: exclusions, accuracies, tests, figures, report.",
      "",
      "Reads responses (experiment,model,basis,participant,trial,kind,layer,channel,correct,rt_ms,"
          + "simulated) and, where they are given, the tables that other stages wrote. Several"
          + " runs are analysed together by giving the files of each."
    })
public final class AnalyzeTool extends Tool {
  @Option(
      names = "--responses",
      required = true,
      arity = "1..*",
      paramLabel = "F",
      description = "Tables of responses.")
  List<Path> responses;

  @Option(
      names = "--columns",
      paramLabel = "MAP.json",
      description = "Which columns of --responses hold what, for another study's tables.")
  Optional<Path> columns = Optional.empty();

  @Option(
      names = "--sessions",
      arity = "1..*",
      paramLabel = "F",
      description =
          "Tables of sessions (sessions.csv), for those that the page ended or that never came to"
              + " an end.")
  List<Path> sessions = List.of();

  @Option(
      names = "--units",
      arity = "1..*",
      paramLabel = "F",
      description = "Tables of units (units.csv), for their relative depth.")
  List<Path> units = List.of();

  @Option(
      names = "--importance",
      arity = "1..*",
      paramLabel = "F",
      description = "Tables of importance.")
  List<Path> importance = List.of();

  @Option(
      names = "--alignment",
      arity = "1..*",
      paramLabel = "F",
      description = "Tables of alignment.")
  List<Path> alignment = List.of();

  @Option(
      names = "--observers",
      arity = "1..*",
      paramLabel = "NAME=F",
      converter = Named.Converter.class,
      description = "Responses of a machine observer, to be compared with the others'.")
  List<Named> observers = List.of();

  @Option(
      names = "--trials",
      arity = "1..*",
      paramLabel = "DIR",
      description = "Folders of trials (trials.json, images), for the gallery.")
  List<Path> trials = List.of();

  @Option(
      names = "--maps",
      arity = "1..*",
      paramLabel = "DIR",
      description = "Folders of maps (locate) of the trials' units, for the gallery.")
  List<Path> maps = List.of();

  @Option(
      names = "--catalogs",
      arity = "1..*",
      paramLabel = "DIR",
      description = "Folders of catalogs, for the images that were rejected.")
  List<Path> catalogs = List.of();

  @Option(
      names = "--matching",
      arity = "1..*",
      paramLabel = "DIR",
      description = "Folders of matchings, for climbs and units that could not be matched.")
  List<Path> matchings = List.of();

  @Option(
      names = "--factors",
      arity = "1..*",
      paramLabel = "DIR",
      description = "Folders of factorizations, for dead elements and errors.")
  List<Path> factors = List.of();

  @Option(
      names = "--recovery",
      paramLabel = "F",
      description = "Table of the recovery of planted patterns (phantom only).")
  Optional<Path> recovery = Optional.empty();

  @Option(
      names = "--parameter",
      arity = "1..*",
      paramLabel = "NAME=VALUE",
      converter = Named.Converter.class,
      description = "What was run, for the report: model=resnet50 seed=1 ...")
  List<Named> run = List.of();

  @Option(
      names = "--practice",
      paramLabel = "N",
      defaultValue = "9",
      description = "Practice trials of a session (default: ${DEFAULT-VALUE}).")
  int practice;

  @Option(
      names = "--pass-mark",
      paramLabel = "N",
      defaultValue = "5",
      description = "Practice trials that must be right (default: ${DEFAULT-VALUE}).")
  int passMark;

  @Option(
      names = "--catch-right",
      paramLabel = "K/N",
      defaultValue = "4/5",
      converter = Share.Converter.class,
      description = "Catch trials that must be right (default: ${DEFAULT-VALUE}).")
  Share attention;

  @Option(
      names = "--time-deviations",
      paramLabel = "SD",
      defaultValue = "3",
      description =
          "Largest distance of a completion time from its study's mean, in standard deviations"
              + " (default: ${DEFAULT-VALUE}).")
  double deviations;

  @Option(
      names = "--complete",
      paramLabel = "K/N",
      defaultValue = "1/1",
      converter = Share.Converter.class,
      description =
          "Share of the main trials that most sessions have which must be answered (default:"
              + " ${DEFAULT-VALUE}).")
  Share complete;

  @Option(
      names = "--design",
      paramLabel = "between|within",
      converter = DesignConverter.class,
      description =
          "How participants meet the bases (default: told from the data; within pairs each"
              + " participant's accuracies).")
  Optional<Design> design = Optional.empty();

  @Option(
      names = "--baseline",
      paramLabel = "BASIS",
      defaultValue = Condition.NEURON,
      description =
          "The basis that others are compared with; in a study without it, the last by name"
              + " (default: ${DEFAULT-VALUE}).")
  String baseline;

  @Option(
      names = "--effects",
      arity = "1..*",
      paramLabel = "D",
      description =
          "Differences in accuracy whose power is simulated, below 0 for --alternative less (default:"
              + " 0.03, 0.05, 0.1); of people's responses alone.")
  List<Double> effects = List.of(0.03, 0.05, 0.1);

  @Option(
      names = "--seed",
      paramLabel = "S",
      defaultValue = "1",
      description = "Of bootstrap, permutation, split-half and power (default: ${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--alternative",
      paramLabel = "two-sided|greater|less",
      defaultValue = "two-sided",
      converter = AlternativeConverter.class,
      description =
          "Of the tests between bases, and of power; greater: people do better in the other basis"
              + " than in the baseline (default: ${DEFAULT-VALUE}).")
  AlternativeHypothesis alternative;

  @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where results go.")
  Path out;

  @Override
  protected void validateArguments() {
    if (!maps.isEmpty() && trials.size() != 1) {
      throw new UsageException("--maps goes with one folder of --trials, whose units they are of.");
    }
    if (practice < 0 || passMark < 0) {
      throw new UsageException("--practice and --pass-mark must be at least 0.");
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
                seed));
    // Every table is read before anything is written; a trial's images as the gallery shows them.
    Report report =
        Report.of(
            out,
            findings,
            new Report.Material(run, trials, maps, catalogs, matchings, factors),
            threads());
    new Tables(out).write(findings);
    report.write();
  }

  /** between or within. */
  static final class DesignConverter implements ITypeConverter<Design> {
    @Override
    public Design convert(String text) {
      return switch (text) {
        case "between" -> Design.BETWEEN;
        case "within" -> Design.WITHIN;
        default -> throw new TypeConversionException("'" + text + "' is not between or within");
      };
    }
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
