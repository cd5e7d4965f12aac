package org.pragnanz.trial;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.pragnanz.data.Pools;
import org.pragnanz.data.Pools.Ranked;
import org.pragnanz.fault.InputException;
import org.pragnanz.files.Csv;
import org.pragnanz.random.Draws;

/**
 * The strongly activating images of a trial: the reference panel and the query to be chosen.
 *
 * <p>Drawn by what they are for alone (seed, kind, unit, basis, trial), so that experiments that
 * differ in the contrast images show the same references. Those of main trials are a table, {@code
 * targets.csv}.
 *
 * @param references image ids in the order of the panel, row by row
 * @param query the id of one more image, none of the references
 */
public record Targets(List<String> references, String query) {
  public static final List<String> HEADER =
      List.of("layer", "channel", "basis", "trial", "role", "position", "image", "from");
  public static final String FILE = "targets.csv";
  private static final String REFERENCE = "reference";
  private static final String QUERY = "query";

  public Targets {
    references = List.copyOf(references);
  }

  /** The images that a panel of references and a query are drawn from are at least these. */
  public static int least(int references) {
    return references + 1;
  }

  /**
   * Which images are drawn.
   *
   * @param references size of the reference panel (9 in the study)
   * @param from how many of the strongest images they and the query are drawn from (150)
   */
  public record Rule(int references, int from) {
    public Rule {
      if (references < 1 || from < least(references)) {
        throw new IllegalArgumentException(
            references + " references and a query of " + from + " images");
      }
    }
  }

  /**
   * @param top the unit's strongest images, strongest first
   * @throws InputException where there are fewer of them than the rule draws from
   */
  public static Targets draw(
      long seed, Kind kind, Pools.Key key, int trial, List<Ranked> top, Rule rule) {
    if (top.size() < rule.from()) {
      throw new InputException(
          "The pool of %s holds %d strong images and %d are to be drawn from; lower --from to %d%s."
              .formatted(
                  key.id(),
                  top.size(),
                  rule.from(),
                  top.size(),
                  top.size() > rule.references()
                      ? ""
                      : " and --references to " + Math.max(1, top.size() - 1)));
    }
    List<String> drawn =
        Draws.sample(
                Draws.generator(
                    seed,
                    "references",
                    kind.label(),
                    key.unit().layer(),
                    key.unit().channel(),
                    key.basis(),
                    trial),
                top.subList(0, rule.from()),
                rule.references() + 1)
            .stream()
            .map(Ranked::image)
            .toList();
    return new Targets(drawn.subList(0, rule.references()), drawn.get(rule.references()));
  }

  /** All of them. */
  public Set<String> images() {
    return Stream.concat(references.stream(), Stream.of(query)).collect(Collectors.toSet());
  }

  /** The targets of main trials, and how many of the strongest images all were drawn from. */
  public record Table(int from, SortedMap<TrialKey, Targets> targets) {}

  /**
   * Reads {@code targets.csv}, in the order of units, bases and trials.
   *
   * @throws InputException where the table is empty, out of order, a trial is not whole or names an
   *     image twice, or the rows are of several draws
   */
  public static Table read(Path file) throws IOException {
    return read(file, ImageRow.Check.NONE);
  }

  static Table read(Path file, ImageRow.Check check) throws IOException {
    Map<TrialKey, List<String>> references = new TreeMap<>();
    Map<TrialKey, String> queries = new TreeMap<>();
    Map<TrialKey, Set<String>> seen = new HashMap<>();
    Set<Integer> from = new HashSet<>();
    Csv.forEach(
        file,
        row -> {
          ImageRow read = ImageRow.of(row);
          check.check(row, read);
          from.add(row.integer("from"));
          if (from.size() > 1) {
            throw row.fault("from", "differs from the rows before; the table is of several draws");
          }
          if (!seen.computeIfAbsent(read.key(), key -> new HashSet<>()).add(read.image())) {
            throw row.fault("image", "names '%s' twice in one trial".formatted(read.image()));
          }
          switch (read.role()) {
            case REFERENCE -> read.next(row, references, read.image());
            case QUERY -> read.only(row, queries, read.image());
            default -> throw row.fault("role", "is neither 'reference' nor 'query'");
          }
        });
    if (references.isEmpty() || !references.keySet().equals(queries.keySet())) {
      throw new InputException(
          file + " does not hold references and a query for each trial; run match again.");
    }
    SortedMap<TrialKey, Targets> targets = new TreeMap<>();
    references.forEach((key, panel) -> targets.put(key, new Targets(panel, queries.get(key))));
    return new Table(from.iterator().next(), targets);
  }

  /** Writes {@code targets.csv}. */
  public static void write(Path file, Table table) throws IOException {
    Csv.write(
        file,
        HEADER,
        rows -> {
          for (Map.Entry<TrialKey, Targets> entry : table.targets().entrySet()) {
            TrialKey key = entry.getKey();
            List<String> panel = entry.getValue().references();
            for (int i = 0; i < panel.size(); i++) {
              new ImageRow(key, REFERENCE, i, panel.get(i)).add(rows, table.from());
            }
            new ImageRow(key, QUERY, 0, entry.getValue().query()).add(rows, table.from());
          }
        });
  }
}
