package org.pragnanz.analyze.tests;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.pragnanz.analyze.responses.Condition;
import org.pragnanz.analyze.responses.Layout;
import org.pragnanz.analyze.responses.MainTrials;
import org.pragnanz.analyze.responses.Named;
import org.pragnanz.analyze.responses.Participant;
import org.pragnanz.analyze.responses.Responses;
import org.pragnanz.analyze.responses.Sources;
import org.pragnanz.analyze.responses.Tally;
import org.pragnanz.data.Unit;

/**
 * A machine observer that answered the trials.
 *
 * @param name such as perceptual, label or chance
 * @param accuracies its accuracy by condition, over its participants
 * @param units its right and all answers to main trials by condition and unit
 * @param analysed whether its responses are (among) those that the findings rest on
 */
public record Observer(
    String name,
    Map<Condition, Average> accuracies,
    Map<Condition, Map<Unit, Tally>> units,
    boolean analysed) {

  /**
   * Reads each observer's responses; files of one name are one observer's. Who gave the responses
   * analysed comes first, if they are none of these.
   *
   * @param simulated whether a machine gave the responses analysed
   * @param main the answers analysed
   */
  public static List<Observer> read(Sources sources, boolean simulated, MainTrials main)
      throws IOException {
    List<Path> analysed = sources.responses();
    Map<String, List<Path>> files = new LinkedHashMap<>();
    for (Named named : sources.observers()) {
      files.computeIfAbsent(named.name(), n -> new ArrayList<>()).add(Path.of(named.value()));
    }
    List<Observer> observers = new ArrayList<>();
    for (Map.Entry<String, List<Path>> entry : files.entrySet()) {
      Responses responses = Responses.read(entry.getValue(), Layout.own());
      List<Participant> answering =
          responses.participants().stream().filter(p -> p.main().n() > 0).toList();
      observers.add(
          of(entry.getKey(), responses.main(answering), anySame(entry.getValue(), analysed)));
    }
    if (!observers.isEmpty() && observers.stream().noneMatch(Observer::analysed)) {
      String name = simulated ? String.join(", ", analysed(List.of(), analysed)) : "people";
      observers.add(0, of(name, main, true));
    }
    return List.copyOf(observers);
  }

  private static Observer of(String name, MainTrials main, boolean analysed) {
    Map<Condition, Average> averages = new TreeMap<>();
    Participant.accuracies(main.participants())
        .forEach((condition, accuracies) -> averages.put(condition, Average.ofShares(accuracies)));
    return new Observer(name, averages, main.tallies(), analysed);
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
  public static List<String> analysed(List<Observer> observers, List<Path> responses) {
    List<String> known = observers.stream().filter(Observer::analysed).map(Observer::name).toList();
    return known.isEmpty()
        ? responses.stream()
            .map(file -> file.getFileName().toString().replaceFirst("\\.[^.]*$", ""))
            .distinct()
            .toList()
        : known;
  }
}
