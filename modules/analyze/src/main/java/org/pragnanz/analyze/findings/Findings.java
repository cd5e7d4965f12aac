package org.pragnanz.analyze.findings;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.pragnanz.analyze.planning.Power;
import org.pragnanz.analyze.planning.Reliability;
import org.pragnanz.analyze.planning.Sensitivity;
import org.pragnanz.analyze.responses.Condition;
import org.pragnanz.analyze.responses.Depths;
import org.pragnanz.analyze.responses.Design;
import org.pragnanz.analyze.responses.Layout;
import org.pragnanz.analyze.responses.MainTrials;
import org.pragnanz.analyze.responses.Origin;
import org.pragnanz.analyze.responses.Participant;
import org.pragnanz.analyze.responses.Responses;
import org.pragnanz.analyze.responses.Sources;
import org.pragnanz.analyze.responses.Study;
import org.pragnanz.analyze.screening.Screening;
import org.pragnanz.analyze.screening.SetAside;
import org.pragnanz.analyze.tests.AccuracyTests;
import org.pragnanz.analyze.tests.Agreement;
import org.pragnanz.analyze.tests.Alignment;
import org.pragnanz.analyze.tests.Average;
import org.pragnanz.analyze.tests.BasisScore;
import org.pragnanz.analyze.tests.Contrasts;
import org.pragnanz.analyze.tests.CrossedTests;
import org.pragnanz.analyze.tests.DepthTests;
import org.pragnanz.analyze.tests.Importance;
import org.pragnanz.analyze.tests.MixedModel;
import org.pragnanz.analyze.tests.Observer;
import org.pragnanz.analyze.tests.ResponseTimes;
import org.pragnanz.analyze.tests.TestRow;
import org.pragnanz.analyze.tests.UnitScore;
import org.pragnanz.analyze.tests.UnitTests;
import org.pragnanz.data.Recovery;
import org.pragnanz.data.StudiedUnit;
import org.pragnanz.random.Draws;
import org.pragnanz.stats.Bootstrap;
import org.pragnanz.stats.Interval;

/**
 * All that the responses and the tables beside them say.
 *
 * @param origin who answered
 * @param designs how participants meet the bases of each study
 * @param screening who counts
 * @param sensitivity the main test under other criteria of who counts
 * @param bases accuracy by condition, ordered
 * @param units accuracy by unit and basis, ordered
 * @param times how long answers took; empty of conditions without reaction times
 * @param reliability of the units' scores, by condition
 * @param mixed a mixed model of each pair of bases compared
 * @param power participants that would be needed, for each pair of independent bases and effect;
 *     empty where responses are simulated
 * @param importance the units' importance, where it was given
 * @param alignment the dictionaries' alignment, where it was given
 * @param observers machine observers, and who gave the responses, compared; empty where no observer
 *     was given
 * @param recovery recovery of planted patterns; empty where it was not given
 * @param tests every test, also those that could not be run
 * @param methods a paragraph that says how all this was computed
 */
public record Findings(
    Origin origin,
    Map<Study, Design> designs,
    Screening screening,
    List<Sensitivity> sensitivity,
    List<BasisScore> bases,
    List<UnitScore> units,
    List<ResponseTimes> times,
    List<Reliability> reliability,
    List<MixedModel> mixed,
    List<Power> power,
    Optional<Importance> importance,
    Optional<Alignment> alignment,
    List<Observer> observers,
    List<Recovery> recovery,
    List<TestRow> tests,
    String methods) {
  static final int RESAMPLES = 10_000;

  /**
   * Reads the tables and computes.
   *
   * @throws org.pragnanz.fault.InputException naming file, line and column where a table does not
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

    Responses responses = Responses.read(sources.responses(), Layout.of(sources.columns()));
    Map<Study, Design> designs = responses.designs(settings.design());
    List<Participant> participants = responses.participants();
    List<Screening.Exclusion> aside = SetAside.read(sources.sessions(), participants);
    Set<Participant> out = aside.stream().map(Screening.Exclusion::participant).collect(toSet());
    participants = participants.stream().filter(p -> !out.contains(p)).toList();
    Screening screening = Screening.apply(settings.criteria(), participants, designs).with(aside);
    MainTrials main = responses.main(screening.kept());
    Depths known = new Depths(depths);
    List<UnitScore> units = scores(main, known);
    List<Observer> observers = Observer.read(sources, responses.simulated() > 0, main);
    Contrasts contrasts =
        Contrasts.of(
            settings.baseline(),
            participants.stream().map(Participant::condition).collect(toSet()));
    List<Contrasts.Pair> pairs = contrasts.pairs(Participant.accuracies(screening.kept()).keySet());
    List<MixedModel> mixed = new ArrayList<>();
    for (Contrasts.Pair pair : pairs) {
      mixed.add(MixedModel.fit(main, pair, known.of(pair.study().model(), main.units())));
    }

    AccuracyTests accuracy = new AccuracyTests(screening.kept(), designs, contrasts);
    CrossedTests crossed =
        new CrossedTests(main, designs, settings.alternative(), settings.margin());
    List<TestRow> tests = new ArrayList<>(accuracy.betweenBases(settings.alternative()));
    tests.addAll(crossed.betweenBases(pairs));
    tests.addAll(UnitTests.of(units, contrasts, settings.alternative()));
    tests.addAll(accuracy.betweenModels(settings.seed()));
    tests.addAll(DepthTests.of(units, contrasts));
    pairs.stream()
        .collect(groupingBy(Contrasts.Pair::study, TreeMap::new, toList()))
        .forEach(
            (study, own) ->
                tests.addAll(crossed.ofDepth(own, known.of(study.model(), main.units()))));
    mixed.forEach(m -> tests.addAll(m.tests()));
    importance.ifPresent(i -> tests.addAll(i.tests()));
    alignment.ifPresent(a -> tests.addAll(a.tests()));
    tests.addAll(Agreement.tests(units, observers));
    Origin origin =
        new Origin(
            responses.size(),
            responses.leftOut(),
            responses.simulated(),
            responses.simulated() == 0
                ? List.of()
                : Observer.analysed(observers, sources.responses()));
    List<Reliability> reliability = Reliability.of(main, settings.seed());
    // Simulated sessions spread as their observer does: nobody can plan a study by them.
    List<Power> power =
        origin.isSimulated()
            ? List.of()
            : Power.of(
                pairs,
                mixed,
                designs,
                main,
                new Power.Question(settings.effects(), settings.alternative(), settings.seed()));
    return new Findings(
        origin,
        designs,
        screening,
        Sensitivity.of(
            settings.criteria(), settings.alternative(), contrasts, participants, designs),
        bases(screening.kept(), settings.seed()),
        units,
        ResponseTimes.of(main),
        reliability,
        mixed,
        power,
        importance,
        alignment,
        observers,
        recovery,
        List.copyOf(tests),
        new Methods(
                settings,
                designs,
                screening,
                origin,
                tests,
                !reliability.isEmpty(),
                !power.isEmpty())
            .text());
  }

  /** Participants' accuracies by condition. */
  public Map<Condition, double[]> accuracies() {
    return Participant.accuracies(screening.kept());
  }

  private static List<BasisScore> bases(List<Participant> kept, long seed) {
    List<BasisScore> bases = new ArrayList<>();
    Participant.accuracies(kept)
        .forEach(
            (condition, accuracies) ->
                bases.add(
                    new BasisScore(
                        condition,
                        Average.ofShares(accuracies),
                        accuracies.length < 2
                            ? Optional.empty()
                            : Optional.of(
                                Bootstrap.ofMean(
                                    accuracies,
                                    Interval.LEVEL,
                                    RESAMPLES,
                                    Draws.generator(seed, "bootstrap", condition.label()))))));
    return List.copyOf(bases);
  }

  private static List<UnitScore> scores(MainTrials main, Depths depths) {
    List<UnitScore> scores = new ArrayList<>();
    main.tallies()
        .forEach(
            (condition, tallies) ->
                tallies.forEach(
                    (unit, tally) ->
                        scores.add(
                            new UnitScore(
                                condition,
                                unit,
                                depths.of(condition.study().model(), unit),
                                tally,
                                Interval.wilson(tally.correct(), tally.n(), Interval.LEVEL)))));
    return List.copyOf(scores);
  }
}
