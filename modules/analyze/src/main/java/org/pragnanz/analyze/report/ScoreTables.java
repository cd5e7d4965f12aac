package org.pragnanz.analyze.report;

import static org.pragnanz.analyze.report.Html.element;

import java.util.ArrayList;
import java.util.List;
import org.pragnanz.analyze.findings.Findings;
import org.pragnanz.analyze.planning.Reliability;
import org.pragnanz.analyze.tests.BasisScore;
import org.pragnanz.analyze.tests.UnitScore;

/** Accuracy by basis and by unit, and how reliable the units' scores are. */
final class ScoreTables {
  private ScoreTables() {}

  static Html section(Findings findings) {
    List<Html> parts = new ArrayList<>();
    parts.add(element("h2", "Accuracy"));
    parts.add(
        Html.table(
            "By basis: mean over participants, with Student's and the bootstrap's 95 % interval",
            List.of("study", "basis", "participants", "accuracy", "Student", "bootstrap (BCa)"),
            findings.bases().stream().map(ScoreTables::row).toList()));
    if (!findings.reliability().isEmpty()) {
      parts.add(
          Html.table(
              "How reliable the units' scores are: split halves, stepped up (Spearman-Brown); no"
                  + " observer can be expected to correlate with them above the ceiling",
              List.of(
                  "study", "basis", "participants", "r of halves", "reliability", "noise ceiling"),
              findings.reliability().stream().map(ScoreTables::row).toList()));
    }
    parts.add(
        element(
            "details",
            element("summary", "By unit"),
            Html.table(
                "Accuracy of each unit over all participants, with Wilson's 95 % interval",
                List.of(
                    "study", "basis", "layer", "channel", "depth", "correct", "accuracy", "95 %"),
                findings.units().stream().map(ScoreTables::row).toList())));
    return element("section", Html.all(parts)).with("id", "accuracy");
  }

  private static List<String> row(BasisScore score) {
    return List.of(
        score.condition().study().label(),
        score.condition().basis(),
        String.valueOf(score.accuracy().n()),
        Numbers.fixed(score.accuracy().mean(), 3),
        score.accuracy().interval().map(Numbers::interval).orElse(""),
        score.bootstrap().map(Numbers::interval).orElse(""));
  }

  private static List<String> row(Reliability r) {
    return List.of(
        r.condition().study().label(),
        r.condition().basis(),
        String.valueOf(r.participants()),
        Numbers.fixed(r.halves(), 2),
        Numbers.fixed(r.reliability(), 2),
        Numbers.fixed(r.ceiling(), 2));
  }

  private static List<String> row(UnitScore unit) {
    return List.of(
        unit.condition().study().label(),
        unit.condition().basis(),
        unit.unit().layer(),
        // A unit of another study may go by one name.
        unit.unit().channel() < 0 ? "" : String.valueOf(unit.unit().channel()),
        Double.isNaN(unit.depth()) ? "" : Numbers.fixed(unit.depth(), 3),
        unit.main().correct() + " of " + unit.main().n(),
        Numbers.fixed(unit.main().accuracy(), 3),
        Numbers.interval(unit.interval()));
  }
}
