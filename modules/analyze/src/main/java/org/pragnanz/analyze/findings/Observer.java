package org.pragnanz.analyze.findings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A machine observer that answered the trials.
 *
 * @param name such as perceptual, label or chance
 * @param accuracies its accuracy by condition, over its participants
 * @param analysed whether its responses are (among) those that the findings rest on
 */
public record Observer(String name, Map<Condition, Average> accuracies, boolean analysed) {

  /**
   * Reads each observer's responses; files of one name are one observer's. Who gave the responses
   * analysed comes first, if they are none of these.
   *
   * @param simulated whether a machine gave the responses analysed
   * @param kept the participants analysed that count
   */
  static List<Observer> read(Sources sources, boolean simulated, List<Participant> kept)
      throws IOException {
    List<Path> analysed = sources.responses();
    Map<String, List<Path>> files = new LinkedHashMap<>();
    for (Named named : sources.observers()) {
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
      String name = simulated ? String.join(", ", analysed(List.of(), analysed)) : "people";
      observers.add(0, new Observer(name, averages(kept), true));
    }
    return List.copyOf(observers);
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
}
