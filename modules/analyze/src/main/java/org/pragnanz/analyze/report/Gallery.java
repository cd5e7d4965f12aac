package org.pragnanz.analyze.report;

import static org.pragnanz.analyze.report.Html.element;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.pragnanz.analyze.responses.Condition;
import org.pragnanz.analyze.responses.Study;
import org.pragnanz.analyze.tests.UnitScore;
import org.pragnanz.concurrent.InOrder;
import org.pragnanz.data.ActivationStore;
import org.pragnanz.data.Unit;
import org.pragnanz.trial.Trial;
import org.pragnanz.trial.TrialSet;

/**
 * Every unit with one of its trials in each basis, side by side: one picture a trial and, where
 * maps were given, one to be laid over it, both in the folder {@code gallery}.
 */
final class Gallery {
  private static final String FOLDER = "gallery";
  private static final TrialPicture PICTURE = new TrialPicture(112);

  private final Path out;
  private final List<Path> maps;
  private final int threads;
  private final Map<Condition, Map<Unit, UnitScore>> scores = new HashMap<>();
  private final Map<Unit, Double> depths = new HashMap<>();

  private Gallery(Path out, List<UnitScore> units, List<Path> maps, int threads) {
    this.out = out;
    this.maps = maps;
    this.threads = threads;
    for (UnitScore unit : units) {
      scores.computeIfAbsent(unit.condition(), c -> new HashMap<>()).put(unit.unit(), unit);
      depths.put(unit.unit(), unit.depth());
    }
  }

  /** A unit's trials by basis, in one study. */
  private record Shown(Study study, Unit unit, Map<String, Panel> panels) {}

  /**
   * @param heat the overlay's file; empty where there is none
   */
  private record Panel(Trial trial, String picture, Optional<String> heat) {}

  /**
   * The section that shows the trials of some folders; writes its pictures.
   *
   * @param out the report's folder
   * @param units for their accuracy and depth
   * @param trials folders of trials
   * @param maps folders of maps that {@code locate} wrote, for the trials of a single folder
   * @throws org.pragnanz.fault.InputException where a folder holds no trials, or an image is
   *     missing
   */
  static Html section(
      Path out, List<UnitScore> units, List<Path> trials, List<Path> maps, int threads)
      throws IOException {
    Gallery gallery = new Gallery(out, units, maps, threads);
    List<Shown> shown = new ArrayList<>();
    for (Path folder : trials) {
      shown.addAll(gallery.draw(folder));
    }
    return gallery.section(shown);
  }

  private List<Shown> draw(Path folder) throws IOException {
    TrialSet set = TrialSet.read(folder);
    Study study = new Study(set.experiment(), set.model());
    String name = FOLDER + "/" + Figures.fileName(study.experiment() + "-" + study.model());
    List<Panel> panels = new ArrayList<>();
    InOrder.forEach(
        List.copyOf(set.firstMainTrials().values()),
        threads,
        trial -> {
          String file = name + "/" + trial.key().id();
          PICTURE.write(out.resolve(file + ".jpg"), trial, set, folder);
          return new Panel(trial, file + ".jpg", heat(file + "-heat.png", trial));
        },
        (trial, panel) -> panels.add(panel));
    Comparator<Unit> byDepth = Comparator.comparing(unit -> depths.getOrDefault(unit, Double.NaN));
    Map<Unit, Map<String, Panel>> units =
        new TreeMap<>(byDepth.thenComparing(Comparator.naturalOrder()));
    for (Panel panel : panels) {
      units
          .computeIfAbsent(panel.trial().key().unit(), u -> new TreeMap<>(Condition.BASES))
          .put(panel.trial().basis(), panel);
    }
    return units.entrySet().stream().map(u -> new Shown(study, u.getKey(), u.getValue())).toList();
  }

  private Optional<String> heat(String file, Trial trial) throws IOException {
    String id = trial.key().id();
    List<Path> folders =
        maps.stream().filter(f -> Files.exists(ActivationStore.array(f, id))).toList();
    if (folders.isEmpty()) {
      return Optional.empty();
    }
    try (ActivationStore store = ActivationStore.open(folders, id)) {
      if (!HeatPicture.hasPlaces(store)) {
        return Optional.empty();
      }
      HeatPicture.write(out.resolve(file), trial, store);
      return Optional.of(file);
    }
  }

  private Html section(List<Shown> shown) {
    boolean heat =
        shown.stream()
            .anyMatch(s -> s.panels().values().stream().anyMatch(p -> p.heat().isPresent()));
    List<Html> parts = new ArrayList<>();
    parts.add(element("h2", "The units"));
    parts.add(
        element(
            "p",
            "One trial of each unit in each basis, laid out as a participant sees it: contrast images"
                + " on the left, the two queries side by side in the middle (the one to be chosen is"
                + " framed), reference images, which activate the unit strongly, on the right. Accuracy is over all"
                + " trials and participants, with its 95 % interval (Wilson)."));
    if (heat) {
      parts.add(element("input").with("type", "checkbox").with("id", "heat"));
      parts.add(element("label", "Show where each unit is active").with("for", "heat"));
      parts.add(
          element(
                  "p",
                  element("span").with("class", "scale").with("aria-hidden", "true"),
                  new Html.Text(
                      " From dark (not active) to clear yellow (the most active hundredth of"
                          + " the trial's places): the unit's code at every position of its layer. A layer"
                          + " without positions has no overlay."))
              .with("class", "legend"));
    }
    parts.add(controls(shown));
    parts.add(
        element("div", Html.all(shown.stream().map(this::unit).toList())).with("class", "units"));
    return element("section", Html.all(parts)).with("id", "gallery");
  }

  /** For the page's script, which shows them; without it they could do nothing. */
  private static Html controls(List<Shown> shown) {
    Set<String> studies = new LinkedHashSet<>();
    Set<String> layers = new LinkedHashSet<>();
    Set<String> bases = new TreeSet<>(Condition.BASES);
    for (Shown s : shown) {
      studies.add(s.study().label());
      layers.add(s.unit().layer());
      bases.addAll(s.panels().keySet());
    }
    return element(
            "div",
            select("study", "Study", "all studies", studies),
            select("layer", "Layer", "all layers", layers),
            select("basis", "Basis", "all bases", bases),
            element(
                "label",
                new Html.Text("Order "),
                element(
                        "select",
                        element("option", "by depth").with("value", "depth"),
                        element("option", "by gain of the other basis").with("value", "gain"))
                    .with("id", "order")),
            element("output").with("id", "count"))
        .with("class", "controls")
        .with("hidden", "");
  }

  private static Html select(String name, String label, String all, Set<String> values) {
    if (values.size() < 2) {
      return Html.all(List.of());
    }
    List<Html> options = new ArrayList<>();
    options.add(element("option", all).with("value", ""));
    values.forEach(value -> options.add(element("option", value).with("value", value)));
    return element(
        "label",
        new Html.Text(label + " "),
        element("select", Html.all(options)).with("data-filter", name));
  }

  private Html unit(Shown shown) {
    double depth = depths.getOrDefault(shown.unit(), Double.NaN);
    List<Html> bases = new ArrayList<>();
    shown.panels().forEach((basis, panel) -> bases.add(basis(shown, basis, panel)));
    String name = "%s, channel %d".formatted(shown.unit().layer(), shown.unit().channel());
    String place = Double.isNaN(depth) ? "" : ", depth " + Numbers.fixed(depth, 2);
    return element(
            "article",
            element(
                "h3",
                new Html.Text(name),
                element("span", place + " · " + shown.study().label()).with("class", "place")),
            element("div", Html.all(bases)).with("class", "bases"))
        .with("class", "unit")
        .with("data-study", shown.study().label())
        .with("data-layer", shown.unit().layer())
        .with("data-gain", gain(shown));
  }

  /** The other bases' best accuracy less the neuron's; empty where one is not known. */
  private String gain(Shown shown) {
    Optional<UnitScore> neuron = score(shown, Condition.NEURON);
    return shown.panels().keySet().stream()
        .filter(basis -> !basis.equals(Condition.NEURON) && neuron.isPresent())
        .flatMap(basis -> score(shown, basis).stream())
        .map(s -> s.main().accuracy() - neuron.get().main().accuracy())
        .max(Comparator.naturalOrder())
        .map(gain -> Numbers.fixed(gain, 4))
        .orElse("");
  }

  private Html basis(Shown shown, String basis, Panel panel) {
    Trial trial = panel.trial();
    List<Html> layers = new ArrayList<>();
    layers.add(
        image(trial, panel.picture())
            .with(
                "alt",
                "%s basis: %d contrast images, two queries, the %s one to be chosen, %d reference images"
                    .formatted(
                        basis,
                        trial.contrasts().size(),
                        trial.target() == 0 ? "left" : "right",
                        trial.references().size())));
    panel.heat().ifPresent(h -> layers.add(image(trial, h).with("alt", "").with("class", "heat")));
    return element(
            "div",
            element("h4", basis),
            element("p", score(shown, basis).map(Gallery::accuracy).orElse("no responses"))
                .with("class", "score"),
            element(
                    "p",
                    element("span", "contrast"),
                    element("span", "queries"),
                    element("span", "reference"))
                .with("class", "roles")
                .with("aria-hidden", "true"),
            element("div", Html.all(layers)).with("class", "picture"))
        .with("class", "basis")
        .with("data-basis", basis);
  }

  private static Html.Element image(Trial trial, String file) {
    return element("img")
        .with("src", file)
        .with("width", String.valueOf(PICTURE.width(trial)))
        .with("height", String.valueOf(PICTURE.height(trial)))
        .with("loading", "lazy")
        .with("decoding", "async");
  }

  private Optional<UnitScore> score(Shown shown, String basis) {
    Condition condition = new Condition(shown.study(), basis);
    return Optional.ofNullable(scores.getOrDefault(condition, Map.of()).get(shown.unit()));
  }

  private static String accuracy(UnitScore score) {
    return "%s correct %s of %s"
        .formatted(
            Numbers.fixed(score.main().accuracy(), 2),
            Numbers.interval(score.interval()),
            Numbers.count(score.main().n(), "answer"));
  }
}
