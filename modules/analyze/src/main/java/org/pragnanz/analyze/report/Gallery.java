package org.pragnanz.analyze.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pragnanz.analyze.findings.Condition;
import org.pragnanz.analyze.findings.Study;
import org.pragnanz.analyze.findings.Tally;
import org.pragnanz.analyze.findings.UnitScore;
import org.pragnanz.cli.InputException;
import org.pragnanz.data.Output;
import org.pragnanz.data.Unit;
import org.pragnanz.stats.Interval;
import org.pragnanz.trial.Kind;
import org.pragnanz.trial.Trial;
import org.pragnanz.trial.TrialSet;

/** Every unit with the panels of one of its trials in each basis, side by side. */
final class Gallery {
  private static final String FOLDER = "gallery";

  private final Path out;
  private final Map<Condition, Map<Unit, UnitScore>> scores = new HashMap<>();
  private final Map<Unit, Double> depths = new HashMap<>();

  /**
   * @param out the report's folder; the images shown are copied to {@code gallery} in it
   */
  Gallery(Path out, List<UnitScore> units) {
    this.out = out;
    for (UnitScore unit : units) {
      scores.computeIfAbsent(unit.condition(), c -> new HashMap<>()).put(unit.unit(), unit);
      depths.put(unit.unit(), unit.depth());
    }
  }

  /**
   * The section that shows the trials of some folders.
   *
   * @throws InputException where a folder holds no trials
   */
  Html section(List<Path> folders) throws IOException {
    List<Html> parts = new ArrayList<>();
    for (Path folder : folders) {
      TrialSet set = TrialSet.read(folder);
      Study study = new Study(set.experiment(), set.model());
      parts.add(Html.element("h3", study.label()));
      for (Map.Entry<Unit, Map<String, Trial>> unit : firstTrials(set).entrySet()) {
        parts.add(unit(folder, set, study, unit.getKey(), unit.getValue()));
      }
    }
    return Html.element(
            "section",
            Html.element("h2", "The units"),
            Html.element(
                "p",
                "The panels of one trial of each unit, in each basis: on the right the reference"
                    + " images, which activate the unit strongly, on the left the contrast images."
                    + " Accuracy is over all trials and participants, with its 95 % interval."),
            Html.all(parts))
        .with("id", "gallery");
  }

  private Map<Unit, Map<String, Trial>> firstTrials(TrialSet set) {
    Comparator<Unit> byDepth = Comparator.comparing(unit -> depths.getOrDefault(unit, Double.NaN));
    Map<Unit, Map<String, Trial>> trials =
        new TreeMap<>(byDepth.thenComparing(Comparator.naturalOrder()));
    for (Trial trial : set.trials()) {
      if (trial.kind() == Kind.MAIN) {
        trials
            .computeIfAbsent(trial.key().unit(), u -> new TreeMap<>(Condition.BASES))
            .merge(trial.basis(), trial, (a, b) -> a.trial() <= b.trial() ? a : b);
      }
    }
    return trials;
  }

  private Html unit(Path folder, TrialSet set, Study study, Unit unit, Map<String, Trial> trials)
      throws IOException {
    double depth = depths.getOrDefault(unit, Double.NaN);
    List<Html> bases = new ArrayList<>();
    for (Map.Entry<String, Trial> entry : trials.entrySet()) {
      String basis = entry.getKey();
      bases.add(
          Html.element(
                  "div",
                  Html.element("h5", basis),
                  Html.element("p", accuracy(new Condition(study, basis), unit)),
                  Html.element(
                          "div",
                          panel(folder, set, study, entry.getValue().contrasts(), "contrast"),
                          panel(folder, set, study, entry.getValue().references(), "reference"))
                      .with("class", "panels"))
              .with("class", "basis"));
    }
    return Html.element(
            "article",
            Html.element(
                "h4",
                "%s, channel %d%s"
                    .formatted(
                        unit.layer(),
                        unit.channel(),
                        Double.isNaN(depth) ? "" : " (depth " + Numbers.fixed(depth, 2) + ")")),
            Html.element("div", Html.all(bases)).with("class", "bases"))
        .with("class", "unit");
  }

  private String accuracy(Condition condition, Unit unit) {
    UnitScore score = scores.getOrDefault(condition, Map.of()).get(unit);
    if (score == null) {
      return "no responses";
    }
    Tally main = score.main();
    return "%s correct %s of %s"
        .formatted(
            Numbers.fixed(main.accuracy(), 2),
            Numbers.interval(Interval.wilson(main.correct(), main.n(), 0.95)),
            Numbers.count(main.n(), "answer"));
  }

  private Html panel(Path folder, TrialSet set, Study study, List<String> images, String role)
      throws IOException {
    List<Html> cells = new ArrayList<>();
    for (String image : images) {
      TrialSet.Shown shown = set.images().get(image);
      if (shown == null) {
        throw new InputException(
            "%s names image '%s' in a trial but not in its list of images; make it again."
                .formatted(folder.resolve(TrialSet.FILE), image));
      }
      cells.add(
          Html.element("img")
              .with("src", copied(folder.resolve(shown.file()), study))
              .with("alt", "")
              .with("width", "224")
              .with("height", "224")
              .with("loading", "lazy"));
    }
    return Html.element(
        "figure",
        Html.element("div", Html.all(cells))
            .with("class", "grid")
            .with("role", "img")
            .with("aria-label", images.size() + " " + role + " images"),
        Html.element("figcaption", role));
  }

  // The report is a folder that can be moved: it holds what it shows.
  private String copied(Path image, Study study) throws IOException {
    String name = FOLDER + "/" + Figures.fileName(study.experiment() + "-" + study.model());
    String relative = name + "/" + image.getFileName();
    Path target = out.resolve(relative);
    if (!Files.exists(target)) {
      Output.write(
          target, temporary -> Files.copy(image, temporary, StandardCopyOption.REPLACE_EXISTING));
    }
    return relative;
  }
}
