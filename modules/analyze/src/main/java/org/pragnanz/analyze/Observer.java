package org.pragnanz.analyze;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A machine observer that answered the trials.
 *
 * @param name such as perceptual, label or chance
 * @param accuracies its accuracy by condition, over its participants
 * @param analysed whether its responses are (among) those that the findings rest on
 */
record Observer(String name, Map<Condition, Average> accuracies, boolean analysed) {

  /**
   * Reads each observer's responses; files of one name are one observer's. Who gave the responses
   * analysed comes first, if they are none of these.
   *
   * @param given names and files
   * @param analysed the files that the findings rest on
   */
  static List<Observer> read(List<Named> given, List<Path> analysed, Findings findings)
      throws IOException {
    Map<String, List<Path>> files = new LinkedHashMap<>();
    for (Named named : given) {
      files.computeIfAbsent(named.name(), n -> new ArrayList<>()).add(Path.of(named.value()));
    }
    List<Observer> observers = new ArrayList<>();
    for (Map.Entry<String, List<Path>> entry : files.entrySet()) {
      observers.add(
          new Observer(
              entry.getKey(),
              averages(Responses.read(entry.getValue()).participants()),
              anySame(entry.getValue(), analysed)));
    }
    if (!observers.isEmpty() && observers.stream().noneMatch(Observer::analysed)) {
      String name =
          findings.simulated() > 0 ? String.join(", ", analysed(List.of(), analysed)) : "people";
      observers.add(0, new Observer(name, averages(findings.screening().kept()), true));
    }
    return observers;
  }

  private static Map<Condition, Average> averages(List<Participant> participants) {
    Map<Condition, Average> averages = new TreeMap<>();
    Findings.accuracies(participants.stream().filter(p -> p.main().n() > 0).toList())
        .forEach((condition, accuracies) -> averages.put(condition, Average.of(accuracies)));
    return averages;
  }

  // A pipeline may have put one file in two places.
  private static boolean anySame(List<Path> some, List<Path> others) throws IOException {
    for (Path a : some) {
      for (Path b : others) {
        if (Files.mismatch(a, b) < 0) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Who gave simulated responses: the observers whose responses they are, else what their files are
   * called.
   */
  static List<String> analysed(List<Observer> observers, List<Path> responses) {
    List<String> known = observers.stream().filter(Observer::analysed).map(Observer::name).toList();
    return known.isEmpty()
        ? responses.stream()
            .map(file -> file.getFileName().toString().replaceFirst("\\.[^.]*$", ""))
            .distinct()
            .toList()
        : known;
  }

  /** The section that compares them. */
  static Html section(List<Observer> observers) {
    TreeSet<Condition> conditions = new TreeSet<>();
    observers.forEach(o -> conditions.addAll(o.accuracies().keySet()));
    List<String> header = new ArrayList<>(List.of("observer"));
    conditions.forEach(c -> header.add(c.label()));
    List<List<String>> rows = new ArrayList<>();
    for (Observer observer : observers) {
      List<String> row = new ArrayList<>(List.of(observer.name()));
      for (Condition condition : conditions) {
        Average average = observer.accuracies().get(condition);
        row.add(average == null ? "" : Numbers.average(average));
      }
      rows.add(row);
    }
    return Html.element(
            "section",
            Html.element("h2", "Observers compared"),
            Html.element(
                "p",
                "Accuracy over main trials, mean over simulated participants with its 95 %"
                    + " interval. The perceptual observer compares the images by a network's"
                    + " features. The label-only observer sees no image, nothing but the images'"
                    + " class labels: what it gets right beyond chance (0.5) can be had from what"
                    + " the images are called, without seeing a visual pattern. That is the"
                    + " semantic confound, which matching the contrast images by meaning"
                    + " (Experiment II) is there to remove."),
            Html.table("Accuracy of each observer by basis", header, rows))
        .with("id", "observers");
  }
}
