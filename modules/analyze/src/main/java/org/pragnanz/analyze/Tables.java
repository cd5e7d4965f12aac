package org.pragnanz.analyze;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.pragnanz.analyze.findings.Findings;
import org.pragnanz.analyze.planning.Power;
import org.pragnanz.analyze.planning.Reliability;
import org.pragnanz.analyze.planning.Sensitivity;
import org.pragnanz.analyze.responses.Condition;
import org.pragnanz.analyze.responses.Participant;
import org.pragnanz.analyze.screening.Screening;
import org.pragnanz.analyze.screening.Screening.Criterion;
import org.pragnanz.analyze.tests.Alignment;
import org.pragnanz.analyze.tests.Average;
import org.pragnanz.analyze.tests.BasisScore;
import org.pragnanz.analyze.tests.ResponseTimes;
import org.pragnanz.analyze.tests.TestRow;
import org.pragnanz.analyze.tests.UnitScore;
import org.pragnanz.files.Csv;
import org.pragnanz.files.Output;
import org.pragnanz.stats.Interval;

/** Writes the findings as tables. */
final class Tables {
  private final Path out;

  Tables(Path out) {
    this.out = out;
  }

  void write(Findings findings) throws IOException {
    participants(findings.screening().kept());
    excluded(findings.screening().excluded());
    units(findings.units());
    bases(findings.bases());
    flow(findings.screening().flow());
    sensitivity(findings.sensitivity());
    reliability(findings.reliability());
    power(findings.power());
    times(findings.times());
    Output.text(out.resolve("methods.txt"), findings.methods());
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
    write(
        "participants.csv",
        "participant,n,correct,accuracy,seconds,simulated",
        kept,
        p ->
            of(
                p.condition(),
                p.id(),
                p.main().n(),
                p.main().correct(),
                p.main().accuracy(),
                p.seconds(),
                p.simulated() ? 1 : 0));
  }

  private void excluded(List<Screening.Exclusion> excluded) throws IOException {
    write(
        "excluded.csv",
        "participant,reason",
        excluded,
        e -> of(e.participant().condition(), e.participant().id(), e.reason()));
  }

  private void units(List<UnitScore> units) throws IOException {
    write(
        "unit_scores.csv",
        "layer,channel,depth,n,correct,accuracy,ci_low,ci_high",
        units,
        u ->
            of(
                u.condition(),
                u.unit().layer(),
                u.unit().channel() < 0 ? null : u.unit().channel(),
                Double.isNaN(u.depth()) ? null : u.depth(),
                u.main().n(),
                u.main().correct(),
                u.main().accuracy(),
                u.interval().low(),
                u.interval().high()));
  }

  private void bases(List<BasisScore> bases) throws IOException {
    write(
        "bases.csv",
        "participants,accuracy,ci_low,ci_high,bootstrap_low,bootstrap_high",
        bases,
        b -> {
          Average average = b.accuracy();
          return of(
              b.condition(),
              average.n(),
              average.mean(),
              average.interval().map(Interval::low).orElse(null),
              average.interval().map(Interval::high).orElse(null),
              b.bootstrap().map(Interval::low).orElse(null),
              b.bootstrap().map(Interval::high).orElse(null));
        });
  }

  private void flow(List<Screening.Flow> flow) throws IOException {
    write(
        "exclusions.csv",
        "sessions,incomplete,practice,catch,time,kept",
        flow,
        f ->
            of(
                f.condition(),
                f.begun(),
                f.removed(Screening.Criterion.COMPLETE),
                f.removed(Screening.Criterion.PRACTICE),
                f.removed(Screening.Criterion.CATCH),
                f.removed(Screening.Criterion.TIME),
                f.kept()));
  }

  private void sensitivity(List<Sensitivity> sensitivity) throws IOException {
    Csv.write(
        out.resolve("sensitivity.csv"),
        List.of(
            "practice_right",
            "catch_right",
            "time_deviations",
            "chosen",
            "name",
            "test",
            "n1",
            "n2",
            "statistic",
            "p",
            "effect",
            "effect_name",
            "estimate",
            "ci_low",
            "ci_high"),
        rows -> {
          for (Sensitivity s : sensitivity) {
            for (TestRow test : s.tests()) {
              Optional<TestRow.Outcome> found = test.outcome();
              Optional<TestRow.Estimate> estimate = found.map(TestRow.Outcome::estimate);
              Optional<Interval> interval = estimate.flatMap(TestRow.Estimate::interval);
              rows.add(
                  s.varies(Criterion.PRACTICE) ? s.criteria().practice() : null,
                  s.varies(Criterion.CATCH) ? s.criteria().attention() : null,
                  s.varies(Criterion.TIME) ? deviations(s.criteria()) : null,
                  s.chosen() ? 1 : 0,
                  test.name(),
                  test.test(),
                  test.n1(),
                  test.n2().isPresent() ? test.n2().getAsInt() : null,
                  found.map(TestRow.Outcome::statistic).orElse(null),
                  found.map(TestRow.Outcome::p).orElse(null),
                  found.map(TestRow.Outcome::effect).orElse(null),
                  found.map(TestRow.Outcome::effectName).orElse(null),
                  estimate.map(TestRow.Estimate::value).orElse(null),
                  interval.map(Interval::low).filter(Double::isFinite).orElse(null),
                  interval.map(Interval::high).filter(Double::isFinite).orElse(null));
            }
          }
        });
  }

  private static Object deviations(Screening.Criteria criteria) {
    return Double.isInfinite(criteria.deviations()) ? "any" : criteria.deviations();
  }

  private void reliability(List<Reliability> reliability) throws IOException {
    write(
        "reliability.csv",
        "participants,units,split_half,reliability,noise_ceiling",
        reliability,
        r ->
            of(
                r.condition(),
                r.participants(),
                r.units(),
                r.halves(),
                r.reliability(),
                r.ceiling()));
  }

  private void power(List<Power> power) throws IOException {
    write(
        "power.csv",
        "baseline,baseline_accuracy,effect,participants_per_basis,power",
        rows -> {
          for (Power p : power) {
            for (int i = 0; i < p.perBasis().length; i++) {
              rows.add(
                  of(
                      p.basis(),
                      p.baseline().basis(),
                      p.accuracy(),
                      p.effect(),
                      p.perBasis()[i],
                      p.power()[i]));
            }
          }
        });
  }

  private void times(List<ResponseTimes> times) throws IOException {
    write(
        "response_times.csv",
        "correct,n,p5,p25,median,p75,p95",
        times,
        t -> {
          double[] p = t.percentiles();
          return of(t.condition(), t.correct() ? 1 : 0, t.n(), p[5], p[25], p[50], p[75], p[95]);
        });
  }

  private void alignment(Alignment alignment) throws IOException {
    Csv.write(
        out.resolve("alignment_means.csv"),
        List.of("model", "elements", "dictionaries", "hoyer", "ci_low", "ci_high"),
        rows -> {
          for (Map.Entry<String, double[]> entry : alignment.dictionaries().entrySet()) {
            Average average = Average.ofShares(entry.getValue());
            rows.add(
                entry.getKey(),
                alignment.hoyer().get(entry.getKey()).length,
                average.n(),
                average.mean(),
                average.interval().map(Interval::low).orElse(null),
                average.interval().map(Interval::high).orElse(null));
          }
        });
  }

  /** A row of each record. */
  private <T> void write(String file, String columns, List<T> records, Function<T, Object[]> row)
      throws IOException {
    write(
        file,
        columns,
        rows -> {
          for (T record : records) {
            rows.add(row.apply(record));
          }
        });
  }

  /** A table whose rows begin with a condition. */
  private void write(String file, String columns, Csv.Table table) throws IOException {
    List<String> header = new ArrayList<>(List.of("experiment", "model", "basis"));
    header.addAll(List.of(columns.split(",")));
    Csv.write(out.resolve(file), header, table);
  }

  private static Object[] of(Condition condition, Object... cells) {
    List<Object> row = new ArrayList<>();
    row.add(condition.study().experiment());
    row.add(condition.study().model());
    row.add(condition.basis());
    row.addAll(Arrays.asList(cells));
    return row.toArray();
  }
}
