package org.pragnanz.trial;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.pragnanz.fault.InputException;
import org.pragnanz.files.Csv;
import org.pragnanz.random.Draws;

/**
 * The weakly activating images of a trial: the contrast panel and the foil, the query that is not
 * to be chosen.
 *
 * @param panel in the order of the panel, row by row
 * @param foil none of the panel
 * @param target the query to be chosen of the trial that they were chosen for
 */
public record Contrast(List<Chosen> panel, Chosen foil, String target) {
  public static final List<String> HEADER =
      List.of("layer", "channel", "basis", "trial", "role", "position", "image", "climbs");
  public static final String FILE = "contrasts.csv";
  static final String PANEL = "panel";
  static final String QUERY = "query";
  static final String TARGET = "target";
  private static final int FEW = 20;

  public Contrast {
    panel = List.copyOf(panel);
  }

  /**
   * One image.
   *
   * @param climbs hypernyms that were climbed until its label matched; 0 where labels play no part
   */
  public record Chosen(String image, int climbs) {}

  /**
   * How many of a unit's weakest images contrast images are drawn from, where nobody says.
   *
   * @param alone whether any of them will do: then few, which are weak indeed (Experiment I);
   *     otherwise all, for labels to be found among them
   * @param bottom how many weakest images there are
   */
  public static int weakest(boolean alone, int bottom) {
    return alone ? Math.min(FEW, bottom) : bottom;
  }

  /**
   * Draws uniformly from a unit's weakest images, whatever their labels are.
   *
   * @param targets the trial's other images; none of them is drawn
   * @return empty where too few images are left
   */
  public static Optional<Contrast> draw(
      UniformRandomProvider random, Targets targets, List<String> weakest) {
    Set<String> taken = targets.images();
    List<Chosen> free =
        weakest.stream()
            .filter(image -> !taken.contains(image))
            .map(image -> new Chosen(image, 0))
            .toList();
    int panel = targets.references().size();
    if (free.size() <= panel) {
      return Optional.empty();
    }
    List<Chosen> drawn = Draws.sample(random, free, panel + 1);
    return Optional.of(new Contrast(drawn.subList(0, panel), drawn.get(panel), targets.query()));
  }

  /** The highest climb of its images. */
  public int climbs() {
    return Stream.concat(panel.stream(), Stream.of(foil)).mapToInt(Chosen::climbs).max().orElse(0);
  }

  /**
   * Reads {@code contrasts.csv}, in the order of units, bases and trials.
   *
   * @throws InputException where the table is empty, out of order, or a trial is not whole
   */
  public static SortedMap<TrialKey, Contrast> read(Path file) throws IOException {
    return read(file, ImageRow.Check.NONE);
  }

  static SortedMap<TrialKey, Contrast> read(Path file, ImageRow.Check check) throws IOException {
    Map<TrialKey, List<Chosen>> panels = new TreeMap<>();
    Map<TrialKey, Chosen> foils = new TreeMap<>();
    Map<TrialKey, String> targets = new TreeMap<>();
    Csv.forEach(
        file,
        row -> {
          ImageRow read = ImageRow.of(row);
          check.check(row, read);
          Chosen chosen = new Chosen(read.image(), row.integer("climbs"));
          switch (read.role()) {
            case PANEL -> read.next(row, panels, chosen);
            case QUERY -> read.only(row, foils, chosen);
            case TARGET -> read.only(row, targets, read.image());
            default -> throw row.fault("role", "is none of 'panel', 'query' and 'target'");
          }
        });
    if (panels.isEmpty()
        || !panels.keySet().equals(foils.keySet())
        || !panels.keySet().equals(targets.keySet())) {
      throw new InputException(
          file + " does not hold a panel, a query and a target for each trial; run match again.");
    }
    SortedMap<TrialKey, Contrast> contrasts = new TreeMap<>();
    panels.forEach(
        (key, panel) -> contrasts.put(key, new Contrast(panel, foils.get(key), targets.get(key))));
    return contrasts;
  }

  /** Writes {@code contrasts.csv}. */
  public static void write(Path file, SortedMap<TrialKey, Contrast> contrasts) throws IOException {
    Csv.write(
        file,
        HEADER,
        rows -> {
          for (Map.Entry<TrialKey, Contrast> entry : contrasts.entrySet()) {
            TrialKey key = entry.getKey();
            Contrast contrast = entry.getValue();
            for (int i = 0; i < contrast.panel().size(); i++) {
              Chosen chosen = contrast.panel().get(i);
              new ImageRow(key, PANEL, i, chosen.image()).add(rows, chosen.climbs());
            }
            Chosen foil = contrast.foil();
            new ImageRow(key, QUERY, 0, foil.image()).add(rows, foil.climbs());
            new ImageRow(key, TARGET, 0, contrast.target()).add(rows, 0);
          }
        });
  }
}
