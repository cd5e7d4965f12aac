package org.pragnanz.analyze.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pragnanz.analyze.screening.Screening;
import org.pragnanz.data.Pools;
import org.pragnanz.data.Rejected;
import org.pragnanz.trial.Climbs;
import org.pragnanz.trial.Unmatched;

/** What did not come as far as the findings, and why. */
final class Dropped {
  private static final int SHOWN = 200;

  private final List<Html> parts = new ArrayList<>();

  Dropped(Screening screening) {
    List<List<String>> rows =
        screening.excluded().stream()
            .map(
                e ->
                    List.of(
                        e.participant().condition().study().label(),
                        e.participant().condition().basis(),
                        e.participant().id(),
                        e.reason()))
            .toList();
    add(
        "Participants excluded: " + rows.size(),
        "Everyone in the responses met the criteria that could be applied.",
        List.of("study", "basis", "participant", "reason"),
        rows);
    screening.notes().forEach(note -> parts.add(Html.element("p", note)));
  }

  /** Images that could not be read, from {@code rejected.csv} in folders of catalogs. */
  Dropped images(List<Path> catalogs) throws IOException {
    List<List<String>> rows =
        all(catalogs, Rejected.FILE, Rejected::read).stream()
            .map(r -> List.of(r.image(), r.reason()))
            .toList();
    if (!catalogs.isEmpty()) {
      add("Images rejected: " + rows.size(), "Every image could be read.", Rejected.HEADER, rows);
    }
    return this;
  }

  /** Units that could not be matched, and how far the others climbed. */
  Dropped units(List<Path> matchings) throws IOException {
    if (matchings.isEmpty()) {
      return this;
    }
    List<List<String>> unmatched =
        all(matchings, Unmatched.FILE, Unmatched::read).stream()
            .map(u -> cells(u.trial().unit(), u.trial().trial(), u.reason()))
            .toList();
    add(
        "Trials that could not be matched: "
            + unmatched.size()
            + " (their units leave every basis)",
        "Every unit could be given its contrast images.",
        Unmatched.HEADER,
        unmatched);
    Map<Integer, Integer> counts = new TreeMap<>();
    all(matchings, Climbs.FILE, Climbs::read)
        .forEach(c -> counts.merge(c.climbs(), 1, Integer::sum));
    add(
        "How far matching climbed in WordNet, the most of a unit's trials",
        "No unit was matched.",
        List.of("levels climbed", "units by basis"),
        counts.entrySet().stream()
            .map(e -> List.of(e.getKey().toString(), e.getValue().toString()))
            .toList());
    return this;
  }

  /** Dictionary elements that no image uses. */
  Dropped elements(List<Fit> fits) {
    if (fits.isEmpty()) {
      return this;
    }
    add(
        "Dictionaries that did not converge, or have dead or duplicate elements, of " + fits.size(),
        "No dictionary has dead or duplicate elements, and every fit converged.",
        List.of("unit", "dead elements", "duplicate pairs", "converged", "relative error"),
        fits.stream()
            .filter(Fit::isNotable)
            .map(
                fit ->
                    List.of(
                        fit.unit(),
                        fit.dead().isEmpty() ? "none" : String.join(", ", fit.dead()),
                        String.valueOf(fit.duplicates()),
                        fit.converged() ? "yes" : "no",
                        Numbers.fixed(fit.error(), 3)))
            .toList());
    return this;
  }

  Html section() {
    return Html.element("section", Html.element("h2", "What was dropped, and why"), Html.all(parts))
        .with("id", "dropped");
  }

  private void add(String title, String none, List<String> header, List<List<String>> rows) {
    parts.add(Html.element("h3", title));
    if (rows.isEmpty()) {
      parts.add(Html.element("p", none));
      return;
    }
    parts.add(Html.table(title, header, rows.subList(0, Math.min(SHOWN, rows.size()))));
    if (rows.size() > SHOWN) {
      parts.add(
          Html.element(
              "p", "The first %d of %d; the table has them all.".formatted(SHOWN, rows.size())));
    }
  }

  private static List<String> cells(Pools.Key key, int trial, String reason) {
    return List.of(
        key.unit().layer(),
        String.valueOf(key.unit().channel()),
        key.basis(),
        String.valueOf(trial),
        reason);
  }

  /** Reads a table. */
  @FunctionalInterface
  private interface Reader<T> {
    List<T> read(Path file) throws IOException;
  }

  /** The rows of the folders that hold a table of this name, one folder after the other. */
  private static <T> List<T> all(List<Path> folders, String file, Reader<T> reader)
      throws IOException {
    List<T> rows = new ArrayList<>();
    for (Path folder : folders) {
      Path table = folder.resolve(file);
      if (Files.exists(table)) {
        rows.addAll(reader.read(table));
      }
    }
    return rows;
  }
}
