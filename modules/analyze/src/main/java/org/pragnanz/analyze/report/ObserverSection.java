package org.pragnanz.analyze.report;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.pragnanz.analyze.responses.Condition;
import org.pragnanz.analyze.tests.Average;
import org.pragnanz.analyze.tests.Observer;

/** Machine observers beside whoever gave the responses. */
final class ObserverSection {
  private ObserverSection() {}

  /** The section that compares them. */
  static Html of(List<Observer> observers) {
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
                "Accuracy over main trials, mean over participants with its 95 % interval; a machine"
                    + " observer's participants are simulated sessions, and its interval depends on"
                    + " how many there are. The perceptual observer compares the images by a network's"
                    + " features. The label-only observer sees no image, nothing but the images'"
                    + " class labels: what it gets right beyond chance (0.5) can be had from what"
                    + " the images are called, without seeing a visual pattern. That is the"
                    + " semantic confound, which matching the contrast images by meaning"
                    + " (Experiment II) is there to remove."),
            Html.table("Accuracy of each observer by basis", header, rows))
        .with("id", "observers");
  }
}
