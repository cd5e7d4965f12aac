package org.pragnanz.analyze.report;

import static org.pragnanz.analyze.report.Html.element;

import java.util.ArrayList;
import java.util.List;
import org.pragnanz.analyze.responses.Named;

/** How to repeat the run, and what it was run with. */
final class Repeat {
  private Repeat() {}

  /**
   * @param facts the run's parameters, as names and values; files by name alone
   */
  static Html section(List<Named> facts) {
    List<Html> parts = new ArrayList<>();
    parts.add(element("h2", "How to repeat the run"));
    if (facts.isEmpty()) {
      parts.add(
          element("p", "The run's parameters were not given to analyze (--parameter NAME=VALUE)."));
    } else {
      parts.add(
          element(
              "p",
              "In a checkout of Pragnanz, with the files named where they lie; the same input,"
                  + " parameters and seed give the same bytes, whatever machine and number of"
                  + " shards or threads."));
      StringBuilder command = new StringBuilder("./nextflow run .");
      List<Html> list = new ArrayList<>();
      for (Named fact : facts) {
        // A line each: lines that break by themselves break inside of "--".
        command.append(" \\\n  --").append(fact.name()).append(' ').append(quoted(fact.value()));
        list.add(element("div", element("dt", fact.name()), element("dd", fact.value())));
      }
      parts.add(
          element("pre", element("code", command.toString()).with("data-copy", ""))
              .with("tabindex", "0"));
      parts.add(element("h3", "Parameters"));
      parts.add(element("dl", Html.all(list)).with("class", "facts"));
    }
    return element("section", Html.all(parts)).with("id", "repeat");
  }

  private static String quoted(String value) {
    return value.matches("[A-Za-z0-9_./,:=+-]+") ? value : "'" + value.replace("'", "'\\''") + "'";
  }
}
