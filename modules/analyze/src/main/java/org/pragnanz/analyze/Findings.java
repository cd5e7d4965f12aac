package org.pragnanz.analyze;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.pragnanz.data.StudiedUnit;
import org.pragnanz.data.Unit;

/**
 * All that the responses and the tables beside them say.
 *
 * @param responses how many there are
 * @param simulated how many of them a machine observer gave
 * @param screening who counts
 * @param units accuracy by unit and basis, ordered
 * @param importance the units' importance, where it was given
 * @param alignment the dictionaries' alignment, where it was given
 * @param tests every test, also those that could not be run
 */
record Findings(
    int responses,
    int simulated,
    Screening screening,
    List<UnitScore> units,
    Optional<Importance> importance,
    Optional<Alignment> alignment,
    List<TestRow> tests) {

  static Findings of(
      Responses responses,
      Screening.Criteria criteria,
      List<StudiedUnit> depths,
      Optional<Importance> importance,
      Optional<Alignment> alignment,
      AlternativeHypothesis alternative) {
    Screening screening = Screening.apply(criteria, responses.participants());
    List<UnitScore> units = scores(responses.units(screening.kept()), depths);
    AccuracyTests accuracy = new AccuracyTests(screening.kept());
    List<TestRow> tests = new ArrayList<>(accuracy.betweenBases(alternative));
    tests.addAll(accuracy.betweenModels());
    tests.addAll(DepthTests.of(units));
    importance.ifPresent(i -> tests.addAll(i.tests()));
    alignment.ifPresent(a -> tests.addAll(a.tests()));
    return new Findings(
        responses.size(), responses.simulated(), screening, units, importance, alignment, tests);
  }

  /** Participants' accuracies by condition. */
  Map<Condition, double[]> accuracies() {
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
    return scores;
  }
}
