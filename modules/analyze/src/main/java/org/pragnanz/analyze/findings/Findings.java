package org.pragnanz.analyze.findings;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.pragnanz.data.StudiedUnit;
import org.pragnanz.data.Unit;

/**
 * All that the responses and the tables beside them say.
 *
 * @param origin who answered
 * @param screening who counts
 * @param units accuracy by unit and basis, ordered
 * @param importance the units' importance, where it was given
 * @param alignment the dictionaries' alignment, where it was given
 * @param observers machine observers, and who gave the responses, compared; empty where no observer
 *     was given
 * @param recovery recovery of planted patterns; empty where it was not given
 * @param tests every test, also those that could not be run
 */
public record Findings(
    Origin origin,
    Screening screening,
    List<UnitScore> units,
    Optional<Importance> importance,
    Optional<Alignment> alignment,
    List<Observer> observers,
    List<Recovery> recovery,
    List<TestRow> tests) {

  /**
   * Reads the tables and computes.
   *
   * @throws org.pragnanz.cli.InputException naming file, line and column where a table does not
   *     hold what it should
   */
  public static Findings of(Sources sources, Settings settings) throws IOException {
    List<StudiedUnit> depths = new ArrayList<>();
    for (Path file : sources.units()) {
      depths.addAll(StudiedUnit.read(file));
    }
    Optional<Alignment> alignment =
        sources.alignment().isEmpty()
            ? Optional.empty()
            : Optional.of(Alignment.read(sources.alignment()));
    Set<Alignment.Element> shown = alignment.map(Alignment::selected).orElse(Set.of());
    Optional<Importance> importance =
        sources.importance().isEmpty()
            ? Optional.empty()
            : Optional.of(Importance.read(sources.importance(), shown));
    List<Recovery> recovery =
        sources.recovery().isEmpty() ? List.of() : Recovery.read(sources.recovery().get());

    Responses responses = Responses.read(sources.responses());
    Screening screening = Screening.apply(settings.criteria(), responses.participants());
    List<UnitScore> units = scores(responses.units(screening.kept()), depths);
    List<Observer> observers = Observer.read(sources, responses.simulated() > 0, screening.kept());
    AccuracyTests accuracy = new AccuracyTests(screening.kept());
    List<TestRow> tests = new ArrayList<>(accuracy.betweenBases(settings.alternative()));
    tests.addAll(accuracy.betweenModels());
    tests.addAll(DepthTests.of(units));
    importance.ifPresent(i -> tests.addAll(i.tests()));
    alignment.ifPresent(a -> tests.addAll(a.tests()));
    return new Findings(
        new Origin(
            responses.size(),
            responses.simulated(),
            responses.simulated() == 0
                ? List.of()
                : Observer.analysed(observers, sources.responses())),
        screening,
        units,
        importance,
        alignment,
        observers,
        recovery,
        List.copyOf(tests));
  }

  /** Participants' accuracies by condition. */
  public Map<Condition, double[]> accuracies() {
    return accuracies(screening.kept());
  }

  static Map<Condition, double[]> accuracies(List<Participant> participants) {
    return participants.stream()
        .collect(
            groupingBy(
                Participant::condition,
                TreeMap::new,
                collectingAndThen(
                    toList(), p -> p.stream().mapToDouble(x -> x.main().accuracy()).toArray())));
  }

  private static List<UnitScore> scores(
      Map<Condition, Map<Unit, Tally>> units, List<StudiedUnit> depths) {
    Map<String, Map<Unit, Double>> depthOf = new TreeMap<>();
    for (StudiedUnit u : depths) {
      depthOf.computeIfAbsent(u.model(), m -> new TreeMap<>()).put(u.unit(), u.depth());
    }
    // A list that names no model is of any.
    Map<Unit, Double> ofAny = depthOf.getOrDefault("", Map.of());
    List<UnitScore> scores = new ArrayList<>();
    units.forEach(
        (condition, tallies) -> {
          Map<Unit, Double> ofModel = depthOf.getOrDefault(condition.study().model(), ofAny);
          tallies.forEach(
              (unit, tally) ->
                  scores.add(
                      new UnitScore(
                          condition, unit, ofModel.getOrDefault(unit, Double.NaN), tally)));
        });
    return List.copyOf(scores);
  }
}
