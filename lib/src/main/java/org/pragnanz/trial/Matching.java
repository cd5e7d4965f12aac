package org.pragnanz.trial;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.pragnanz.data.Catalog;
import org.pragnanz.data.Pools;
import org.pragnanz.data.Pools.Ranked;
import org.pragnanz.data.Unit;
import org.pragnanz.fault.InputException;
import org.pragnanz.files.Csv;

/**
 * What main trials show, as {@code match} writes it into a folder: {@code targets.csv} and {@code
 * contrasts.csv}, which are of the same trials.
 *
 * @param from how many of a unit's strongest images its targets were drawn from
 */
public record Matching(
    int from, SortedMap<TrialKey, Targets> targets, SortedMap<TrialKey, Contrast> contrasts) {
  private static final String SAME_POOLS = "give the pools that match was given";

  /**
   * Reads the tables of a folder.
   *
   * @param pools where the images were chosen from
   * @param catalog the study's images
   * @throws InputException naming file, line and column where a trial or an image is of another
   *     study, or the tables are of different trials
   */
  public static Matching read(Path folder, Map<Pools.Key, Pools.Pool> pools, Catalog catalog)
      throws IOException {
    Stock stock = new Stock(pools, catalog);
    Targets.Table table = Targets.read(folder.resolve(Targets.FILE), stock::checkTarget);
    SortedMap<TrialKey, Targets> targets = table.targets();
    SortedMap<TrialKey, Contrast> contrasts =
        Contrast.read(
            folder.resolve(Contrast.FILE), (row, read) -> stock.checkContrast(row, read, targets));
    for (TrialKey key : targets.keySet()) {
      if (!contrasts.containsKey(key)) {
        throw new InputException(
            "%s has no contrast images of %s, trial %d, which %s names; run match again."
                .formatted(
                    folder.resolve(Contrast.FILE), key.unit().id(), key.trial(), Targets.FILE));
      }
    }
    Matching matching = new Matching(table.from(), targets, contrasts);
    if (matching.sizes().distinct().count() > 1) {
      throw new InputException(
          folder + " holds panels of different sizes; it is joined from several runs of match.");
    }
    return matching;
  }

  /** The same but for some units, in all their bases. */
  public Matching without(Set<Unit> units) {
    SortedMap<TrialKey, Targets> drawn = new TreeMap<>(targets);
    SortedMap<TrialKey, Contrast> chosen = new TreeMap<>(contrasts);
    drawn.keySet().removeIf(key -> units.contains(key.unit().unit()));
    chosen.keySet().removeIf(key -> units.contains(key.unit().unit()));
    return new Matching(from, drawn, chosen);
  }

  /** How far each unit climbed, in the order of units and bases. */
  public List<Climbs> climbs() {
    SortedMap<Pools.Key, Integer> highest = new TreeMap<>();
    contrasts.forEach((key, chosen) -> highest.merge(key.unit(), chosen.climbs(), Math::max));
    return highest.entrySet().stream().map(e -> new Climbs(e.getKey(), e.getValue())).toList();
  }

  /** Images in each panel. */
  public int references() {
    return sizes().findFirst().orElseThrow();
  }

  private IntStream sizes() {
    return IntStream.concat(
        targets.values().stream().mapToInt(drawn -> drawn.references().size()),
        contrasts.values().stream().mapToInt(chosen -> chosen.panel().size()));
  }

  /** Writes {@code targets.csv} and {@code contrasts.csv} into a folder. */
  public void write(Path folder) throws IOException {
    Targets.write(folder.resolve(Targets.FILE), new Targets.Table(from, targets));
    Contrast.write(folder.resolve(Contrast.FILE), contrasts);
  }

  /** What a matching may be made of. */
  private static final class Stock {
    private final Map<Pools.Key, Pools.Pool> pools;
    private final Set<String> catalogued;
    private final Map<Pools.Key, Set<String>> strongest = new HashMap<>();
    private final Map<Pools.Key, Set<String>> weakest = new HashMap<>();

    Stock(Map<Pools.Key, Pools.Pool> pools, Catalog catalog) {
      this.pools = pools;
      this.catalogued =
          catalog.entries().stream().map(Catalog.Entry::image).collect(Collectors.toSet());
    }

    void checkTarget(Csv.Row row, ImageRow read) {
      checkKnown(row, read);
      int from = row.integer("from");
      if (!strongest.computeIfAbsent(read.unit(), key -> top(key, from)).contains(read.image())) {
        throw row.fault(
            "image",
            "names '%s', which is not among the %d strongest images of %s; %s"
                .formatted(read.image(), from, read.unit().id(), SAME_POOLS));
      }
    }

    void checkContrast(Csv.Row row, ImageRow read, Map<TrialKey, Targets> drawn) {
      checkKnown(row, read);
      Targets targets = drawn.get(read.key());
      if (targets == null) {
        throw row.fault(
            "trial",
            "is %d of %s, which %s does not name; run match again"
                .formatted(read.key().trial(), read.unit().id(), Targets.FILE));
      }
      if (read.role().equals(Contrast.TARGET)) {
        if (!read.image().equals(targets.query())) {
          throw row.fault(
              "image",
              "names '%s' and the trial's target query is '%s' in %s; run match again"
                  .formatted(read.image(), targets.query(), Targets.FILE));
        }
        return;
      }
      if (!weakest.computeIfAbsent(read.unit(), this::bottom).contains(read.image())) {
        throw row.fault(
            "image",
            "names '%s', which is not among the weakest images of %s; %s"
                .formatted(read.image(), read.unit().id(), SAME_POOLS));
      }
      if (targets.images().contains(read.image())) {
        throw row.fault(
            "image",
            "names '%s', which %s has in the same trial".formatted(read.image(), Targets.FILE));
      }
    }

    private void checkKnown(Csv.Row row, ImageRow read) {
      if (!pools.containsKey(read.unit())) {
        throw row.fault(
            "channel",
            "names %s, of which there is no pool; %s".formatted(read.unit().id(), SAME_POOLS));
      }
      if (!catalogued.contains(read.image())) {
        throw row.fault(
            "image",
            "names '%s', which the catalog does not list; it is of another study"
                .formatted(read.image()));
      }
    }

    private Set<String> top(Pools.Key key, int from) {
      return pools.get(key).top().stream()
          .limit(from)
          .map(Ranked::image)
          .collect(Collectors.toSet());
    }

    private Set<String> bottom(Pools.Key key) {
      return pools.get(key).bottom().stream().map(Ranked::image).collect(Collectors.toSet());
    }
  }
}
