package org.pragnanz.analyze.report;

import static org.pragnanz.analyze.report.Html.element;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.pragnanz.analyze.findings.Findings;
import org.pragnanz.analyze.responses.Condition;
import org.pragnanz.analyze.responses.Named;
import org.pragnanz.files.Output;

/** The page that a reader opens: one file, with the pictures that it shows in folders beside it. */
public final class Report {
  private final Path out;
  private final Findings findings;
  private final List<Named> run;
  private final List<Figure> figures;
  private final List<Html> sections = new ArrayList<>();

  /**
   * What the page shows beside the findings; each list may be empty.
   *
   * @param run what was run, as names and values
   * @param trials folders of trials, for the gallery
   * @param maps folders of maps of where the units are active, for the gallery
   * @param catalogs folders of catalogs, for the images that were rejected
   * @param matchings folders of matchings, for climbs and units that could not be matched
   * @param factors folders of factorizations, for dead elements and errors
   */
  public record Material(
      List<Named> run,
      List<Path> trials,
      List<Path> maps,
      List<Path> catalogs,
      List<Path> matchings,
      List<Path> factors) {}

  private Report(Path out, Findings findings, List<Named> run, List<Figure> figures) {
    this.out = out;
    this.findings = findings;
    this.run = run;
    this.figures = figures;
  }

  /**
   * Reads all that the page needs; writes nothing but the gallery's pictures, and these once every
   * table has been read.
   */
  public static Report of(Path out, Findings findings, Material material, int threads)
      throws IOException {
    List<Fit> fits = Fit.read(material.factors());
    Html dropped =
        new Dropped(findings.screening())
            .images(material.catalogs())
            .units(material.matchings())
            .elements(fits)
            .section();
    Report report = new Report(out, findings, material.run(), Figures.of(findings, fits));
    report.add(new Summary(findings).section()).figures();
    if (!material.trials().isEmpty()) {
      report.add(
          Gallery.section(out, findings.units(), material.trials(), material.maps(), threads));
    }
    report.add(ScoreTables.section(findings)).add(TestTable.section(findings.tests()));
    if (!findings.observers().isEmpty()) {
      report.add(ObserverSection.of(findings.observers()));
    }
    if (!findings.recovery().isEmpty()) {
      report.add(RecoverySection.of(findings.recovery()));
    }
    return report.add(dropped).add(methods(findings.methods())).add(Repeat.section(material.run()));
  }

  private Report add(Html section) {
    sections.add(section);
    return this;
  }

  private static Html methods(String text) {
    return element(
            "section",
            element("h2", "Methods of the analysis, to copy"),
            element("div", Html.all(text.lines().map(line -> element("p", line)).toList()))
                .with("class", "methods")
                .with("data-copy", ""))
        .with("id", "methods");
  }

  private Report figures() {
    List<Html> shown = new ArrayList<>();
    for (Figure figure : figures) {
      String file = "figures/" + figure.id();
      shown.add(
          element(
              "figure",
              element("img")
                  .with("src", file + ".svg")
                  .with("alt", figure.alt())
                  .with("width", String.valueOf(figure.chart().getWidth()))
                  .with("height", String.valueOf(figure.chart().getHeight()))
                  .with("loading", "lazy"),
              element(
                  "figcaption",
                  element("b", figure.title() + ". "),
                  new Html.Text(figure.caption() + " "),
                  element("a", "PNG, 300 dpi").with("href", file + ".png"))));
    }
    return add(
        element(
                "section",
                element("h2", "Figures"),
                element("div", Html.all(shown)).with("class", "figures"))
            .with("id", "figures"));
  }

  /** Writes {@code figures/} and {@code report.html}. */
  public void write() throws IOException {
    for (Figure figure : figures) {
      figure.write(out.resolve("figures"));
    }
    boolean simulated = findings.origin().isSimulated();
    StringBuilder page = new StringBuilder("<!DOCTYPE html>\n");
    element(
            "html",
            element(
                "head",
                element("meta").with("charset", "utf-8"),
                element("meta")
                    .with("name", "viewport")
                    .with("content", "width=device-width, initial-scale=1"),
                element("title", "Pragnanz report"),
                new Html.Style(
                    resource("report.css") + (simulated ? resource("simulated.css") : ""))),
            element(
                "body",
                element("header", originLine(), element("h1", title()), task(), navigation()),
                element("main", Html.all(sections)),
                new Html.Script(resource("report.js"))))
        .with("lang", "en")
        .write(page);
    Output.text(out.resolve("report.html"), page.toString());
  }

  /** What all numbers are about, for who opens the page without knowing the study. */
  private Html task() {
    Set<String> bases =
        findings.accuracies().keySet().stream().map(Condition::basis).collect(Collectors.toSet());
    return element(
        "p",
        "A trial shows images that activate a unit of the network strongly, images that hardly do, and"
            + " two queries; a participant says which query belongs with the strong ones. The more"
            + " often that is right, the more coherent the unit is to the eye."
            + (bases.containsAll(Set.of(Condition.NEURON, "craft"))
                ? " Each unit is shown in two bases: neuron is the single channel, craft the element"
                    + " that stands for it in a dictionary of its strongest images (CRAFT's"
                    + " non-negative matrix factorisation)."
                : ""));
  }

  private Html originLine() {
    return element("p", origin() + seenWith())
        .with("class", findings.origin().isSimulated() ? "origin simulated" : "origin");
  }

  private String origin() {
    List<String> observers = findings.origin().observers();
    if (findings.origin().simulated() == 0) {
      return "Responses of people.";
    }
    String who =
        "the machine observer%s %s, not by people"
            .formatted(
                observers.size() == 1 ? "" : "s",
                observers.stream().map(n -> "'" + n + "'").collect(Collectors.joining(", ")));
    return findings.origin().simulated() == findings.origin().responses()
        ? "Simulated responses: all answers were given by " + who + "."
        : "Partly simulated responses: %d of %d answers were given by %s."
            .formatted(findings.origin().simulated(), findings.origin().responses(), who);
  }

  /** Which network the perceptual observer sees with, where the run says so. */
  private String seenWith() {
    if (!findings.origin().observers().contains("perceptual")) {
      return "";
    }
    Map<String, String> facts =
        run.stream().collect(Collectors.toMap(Named::name, Named::value, (one, other) -> one));
    String own = facts.getOrDefault("model", "");
    String other = facts.getOrDefault("observer_model", "");
    if (!other.isEmpty()) {
      return " It compares the features of " + other + ".";
    }
    return own.isEmpty() || own.equals("phantom")
        ? ""
        : " It compares the features of %s, the network under study itself.".formatted(own);
  }

  private String title() {
    String studies =
        findings.accuracies().keySet().stream()
            .map(c -> c.study().label())
            .distinct()
            .collect(Collectors.joining(", "));
    return "How visually coherent are the units? " + studies;
  }

  private Html navigation() {
    List<Html> links = new ArrayList<>();
    for (Html section : sections) {
      if (section instanceof Html.Element e
          && e.attributes().contains("id")
          && e.content().get(0) instanceof Html.Element heading
          && heading.content().get(0) instanceof Html.Text text) {
        String id = e.attributes().get(e.attributes().indexOf("id") + 1);
        links.add(element("li", element("a", text.text()).with("href", "#" + id)));
      }
    }
    return element("nav", element("ul", Html.all(links))).with("aria-label", "Sections");
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(Report.class.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
