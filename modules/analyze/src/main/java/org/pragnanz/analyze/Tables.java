package org.pragnanz.analyze;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.pragnanz.analyze.findings.Alignment;
import org.pragnanz.analyze.findings.Average;
import org.pragnanz.analyze.findings.Condition;
import org.pragnanz.analyze.findings.Findings;
import org.pragnanz.analyze.findings.Participant;
import org.pragnanz.analyze.findings.Screening;
import org.pragnanz.analyze.findings.TestRow;
import org.pragnanz.analyze.findings.UnitScore;
import org.pragnanz.data.Csv;
import org.pragnanz.stats.Interval;

/** Writes the findings as tables. */
final class Tables {
  private static final double LEVEL = 0.95;

  private final Path out;

  Tables(Path out) {
    this.out = out;
  }

  void write(Findings findings) throws IOException {
    participants(findings.screening().kept());
    excluded(findings.screening().excluded());
    units(findings.units());
    bases(findings.accuracies());
    if (findings.alignment().isPresent()) {
      alignment(findings.alignment().get());
    }
    Csv.write(
        out.resolve("tests.csv"),
        TestRow.HEADER,
        rows -> {
          for (TestRow test : findings.tests()) {
            rows.add(test.cells());
          }
        });
  }

  private void participants(List<Participant> kept) throws IOException {
    Csv.write(
        out.resolve("participants.csv"),
        List.of(
            "experiment",
            "model",
            "basis",
            "participant",
            "n",
            "correct",
            "accuracy",
            "seconds",
            "simulated"),
        rows -> {
          for (Participant p : kept) {
            rows.add(
                p.condition().study().experiment(),
                p.condition().study().model(),
                p.condition().basis(),
                p.id(),
                p.main().n(),
                p.main().correct(),
                p.main().accuracy(),
                p.seconds(),
                p.simulated() ? 1 : 0);
          }
        });
  }

  private void excluded(List<Screening.Exclusion> excluded) throws IOException {
    Csv.write(
        out.resolve("excluded.csv"),
        List.of("experiment", "model", "basis", "participant", "reason"),
        rows -> {
          for (Screening.Exclusion e : excluded) {
            Participant p = e.participant();
            rows.add(
                p.condition().study().experiment(),
                p.condition().study().model(),
                p.condition().basis(),
                p.id(),
                e.reason());
          }
        });
  }

  private void units(List<UnitScore> units) throws IOException {
    Csv.write(
        out.resolve("unit_scores.csv"),
        List.of(
            "experiment",
            "model",
            "basis",
            "layer",
            "channel",
            "depth",
            "n",
            "correct",
            "accuracy",
            "ci_low",
            "ci_high"),
        rows -> {
          for (UnitScore u : units) {
            Interval interval = Interval.wilson(u.main().correct(), u.main().n(), LEVEL);
            rows.add(
                u.condition().study().experiment(),
                u.condition().study().model(),
                u.condition().basis(),
                u.unit().layer(),
                u.unit().channel(),
                Double.isNaN(u.depth()) ? null : u.depth(),
                u.main().n(),
                u.main().correct(),
                u.main().accuracy(),
                interval.low(),
                interval.high());
          }
        });
  }

  private void bases(Map<Condition, double[]> accuracies) throws IOException {
    Csv.write(
        out.resolve("bases.csv"),
        List.of("experiment", "model", "basis", "participants", "accuracy", "ci_low", "ci_high"),
        rows -> {
          for (Map.Entry<Condition, double[]> entry : accuracies.entrySet()) {
            Condition condition = entry.getKey();
            Average average = Average.of(entry.getValue());
            rows.add(
                condition.study().experiment(),
                condition.study().model(),
                condition.basis(),
                average.n(),
                average.mean(),
                average.interval().map(Interval::low).orElse(null),
                average.interval().map(Interval::high).orElse(null));
          }
        });
  }

  private void alignment(Alignment alignment) throws IOException {
    Csv.write(
        out.resolve("alignment_means.csv"),
        List.of("model", "elements", "hoyer", "ci_low", "ci_high"),
        rows -> {
          for (Map.Entry<String, double[]> entry : alignment.hoyer().entrySet()) {
            Average average = Average.of(entry.getValue());
            rows.add(
                entry.getKey(),
                average.n(),
                average.mean(),
                average.interval().map(Interval::low).orElse(null),
                average.interval().map(Interval::high).orElse(null));
          }
        });
  }
}
