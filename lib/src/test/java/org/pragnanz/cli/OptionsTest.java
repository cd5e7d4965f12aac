package org.pragnanz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

class OptionsTest {
  /** Some options that are parameters of the pipeline, and some of its own. */
  @Command(
      name = "probe",
      description = {"Probes options.", "\nIn every kind."},
      footer = "Inputs\n  none\n\nOutputs\n  none\n\nExample\n  pragnanz probe")
  static final class Probe extends Tool {
    enum Shape {
      ROUND,
      NOT_ROUND
    }

    /** In another order than the pipeline's. */
    enum Rows {
      IMAGES,
      CROPS,
      POSITIONS
    }

    @Option(names = "--model", required = true)
    String model;

    @Option(names = "--climbs")
    int climbs;

    @Option(names = "--lapse")
    double lapse;

    @Option(names = "--contrast")
    String contrast;

    @Option(names = "--rows")
    Rows rows;

    @Option(names = "--device")
    String device;

    @Option(names = "--weakest")
    Optional<Integer> weakest;

    @Option(names = "--observer-sites", split = ",")
    List<String> sites;

    @Option(names = "--confidence")
    boolean confidence;

    @Option(names = "--shape", defaultValue = "round", description = "Shape")
    Shape shape;

    @Option(names = "--size", defaultValue = "0.95", description = "Size")
    @Range(min = 0, max = 1)
    float size;

    @Option(names = "--files", description = "Files")
    List<Path> files;

    @Override
    protected void run() {}
  }

  private Probe probe;

  private CommandLine line() {
    probe = new Probe();
    CommandLine line = new CommandLine(probe);
    Options.complete(line.getCommandSpec());
    return line;
  }

  private String refusal(String... args) {
    try {
      line().parseArgs(args);
      return "";
    } catch (CommandLine.ParameterException e) {
      return Failure.of(e).message();
    }
  }

  @Test
  void parametersHaveThePipelinesDefaults() {
    assertThat(refusal("--model", "vgg16")).isEmpty();
    assertThat(probe.climbs).isEqualTo(4);
    assertThat(probe.lapse).isEqualTo(0.05);
    assertThat(probe.contrast).isEqualTo("matched");
    assertThat(probe.rows).isEqualTo(Probe.Rows.CROPS);
    assertThat(probe.device).isEqualTo("cpu");
    assertThat(probe.weakest).isEmpty();
    assertThat(probe.confidence).isFalse();
    assertThat(probe.given("--climbs")).isFalse();
  }

  @Test
  void ownOptionsHaveTheirs() {
    assertThat(refusal("--model", "vgg16", "--files", "a", "b", "--confidence")).isEmpty();
    assertThat(probe.shape).isEqualTo(Probe.Shape.ROUND);
    assertThat(probe.size).isEqualTo(0.95f);
    assertThat(probe.files).containsExactly(Path.of("a"), Path.of("b"));
    assertThat(probe.confidence).isTrue();
    assertThat(probe.given("--files")).isTrue();
  }

  @Test
  void absentListsAreEmpty() {
    assertThat(refusal("--model", "vgg16")).isEmpty();
    assertThat(probe.files).isEmpty();
    assertThat(probe.sites).isEmpty();
  }

  @Test
  void whatIsRequiredHasNoDefault() {
    assertThat(refusal()).isEqualTo("Missing required option: '--model=NAME'");
  }

  @Test
  void aValueThatDoesNotFitIsToldInASentence() {
    assertThat(refusal("--climbs", "21")).isEqualTo("--climbs must be at most 20, not 21.");
    assertThat(refusal("--climbs", "two")).isEqualTo("--climbs must be a whole number, not 'two'.");
    assertThat(refusal("--climbs", "1.5")).isEqualTo("--climbs must be a whole number, not '1.5'.");
    assertThat(refusal("--weakest", "1")).isEqualTo("--weakest must be at least 2, not 1.");
    assertThat(refusal("--lapse", "1e9")).isEqualTo("--lapse must be at most 1, not 1e9.");
    assertThat(refusal("--lapse", "NaN")).isEqualTo("--lapse must be a number, not 'NaN'.");
    assertThat(refusal("--contrast", "Matched"))
        .isEqualTo("--contrast must be one of weakest, matched, not 'Matched'.");
    assertThat(refusal("--device", "gpu"))
        .isEqualTo("--device must look like cpu or cuda:0, not 'gpu'.");
    assertThat(refusal("--shape", "flat"))
        .isEqualTo("--shape must be one of round, not-round, not 'flat'.");
    assertThat(refusal("--size", "-0.5")).isEqualTo("--size must be at least 0, not -0.5.");
    assertThat(refusal("--model", "vgg61"))
        .startsWith("--model: there is no 'vgg61'; the nearest are vgg11, ");
  }

  @Property(tries = 100)
  void numbersWithinTheirRangeAreTaken(@ForAll @IntRange(min = 0, max = 20) int climbs) {
    assertThat(refusal("--model", "vgg16", "--climbs", "" + climbs)).isEmpty();
    assertThat(probe.climbs).isEqualTo(climbs);
  }

  @Property(tries = 100)
  void numbersBeyondItAreRefused(@ForAll @IntRange(min = 21) int climbs) {
    assertThat(refusal("--climbs", "" + climbs)).endsWith("not " + climbs + ".");
    assertThat(refusal("--climbs", "" + -climbs)).endsWith("not " + -climbs + ".");
  }

  @Test
  void theHelpIsInGroupsAndNoWiderThanATerminal() {
    String help = Help.of(line().getCommandSpec());
    assertThat(help)
        .startsWith(
            """
            Probes options.

            In every kind.

            Usage: pragnanz probe --model NAME [options]

            Files
              --files F...                Files

            Parameters
            """)
        .contains("  --shape round|not-round     Shape (default: round)\n")
        .contains(
            "  --climbs N                  How many hypernyms a match may climb (default: 4)\n")
        .contains("  --confidence                Ask participants how sure they are\n")
        .endsWith("Example\n  pragnanz probe\n");
    assertThat(help.lines()).allSatisfy(it -> assertThat(it).hasSizeLessThanOrEqualTo(100));
  }
}
