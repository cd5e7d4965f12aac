package org.pragnanz.analyze.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pragnanz.analyze.responses.Condition;
import org.pragnanz.analyze.responses.Design;
import org.pragnanz.analyze.responses.MainTrials;
import org.pragnanz.analyze.responses.Participant;
import org.pragnanz.analyze.responses.Study;
import org.pragnanz.analyze.responses.Tally;
import org.pragnanz.data.Unit;
import org.pragnanz.random.Draws;
import org.pragnanz.stats.Interval;

/**
 * How often the tests between bases reject in studies without a mean advantage, and how often the
 * main one finds an advantage: log odds of a right answer = 1 + participant (sd 0.4) + unit (sd
 * 0.5) + the unit's own advantage of the basis (sd as given). Writes {@code
 * target/null-studies.md}, the table of {@code docs/method.md}; {@code -Dstudies=2000} asks for as
 * many studies as stand there.
 */
@Tag("slow")
class NullStudiesTest {
  private static final int STUDIES = Integer.getInteger("studies", 300);
  private static final Study STUDY = new Study("null", "network");
  private static final Contrasts.Pair PAIR =
      new Contrasts.Pair(new Condition(STUDY, "craft"), new Condition(STUDY, "neuron"));

  /**
   * @param people in a within-subject study all of them, else in each basis
   * @param units of the study
   * @param shown units that a participant sees
   * @param sd of the advantage over units, in log odds
   */
  private record Kind(Design design, int people, int units, int shown, double sd) {}

  private static final List<Kind> KINDS =
      List.of(
          new Kind(Design.BETWEEN, 30, 4, 4, 0.5),
          new Kind(Design.BETWEEN, 30, 8, 8, 0),
          new Kind(Design.BETWEEN, 30, 8, 8, 0.5),
          new Kind(Design.BETWEEN, 30, 20, 20, 0),
          new Kind(Design.BETWEEN, 30, 20, 20, 0.5),
          new Kind(Design.BETWEEN, 60, 80, 80, 0),
          new Kind(Design.BETWEEN, 60, 80, 80, 0.5),
          new Kind(Design.BETWEEN, 60, 80, 35, 0),
          new Kind(Design.BETWEEN, 60, 80, 35, 0.5),
          new Kind(Design.WITHIN, 30, 8, 8, 0),
          new Kind(Design.WITHIN, 30, 8, 8, 0.5),
          new Kind(Design.WITHIN, 30, 20, 20, 0),
          new Kind(Design.WITHIN, 30, 20, 20, 0.5),
          new Kind(Design.WITHIN, 60, 80, 80, 0),
          new Kind(Design.WITHIN, 60, 80, 80, 0.5),
          new Kind(Design.WITHIN, 60, 80, 35, 0),
          new Kind(Design.WITHIN, 60, 80, 35, 0.5));

  @Test
  void theVerdictHoldsItsLevelWhetherOrNotTheAdvantageVariesOverUnits() throws IOException {
    List<String> table = new ArrayList<>();
    table.add(
        "| design | people | units | sd | verdict | people alone | units alone | depth | power |");
    table.add("|---|---|---|---|---|---|---|---|---|");
    double most = 0.07 + 2 * Math.sqrt(0.07 * 0.93 / STUDIES);
    double least = Math.max(0, 0.02 - 2 * Math.sqrt(0.02 * 0.98 / STUDIES));
    for (Kind kind : KINDS) {
      int[] rejected = new int[5];
      IntStream.range(0, STUDIES)
          .parallel()
          .mapToObj(study -> of(kind, study))
          .forEach(
              p -> {
                synchronized (rejected) {
                  for (int i = 0; i < p.length; i++) {
                    rejected[i] += p[i] < 0.05 ? 1 : 0;
                  }
                }
              });
      double[] rates = Arrays.stream(rejected).mapToDouble(n -> n / (double) STUDIES).toArray();
      table.add(
          String.format(
              Locale.ROOT,
              "| %s | %s%d | %s%d | %s | %.3f | %.3f | %.3f | %.3f | %.2f |",
              kind.design().label(),
              kind.design() == Design.BETWEEN ? "2 × " : "",
              kind.people(),
              kind.shown() < kind.units() ? kind.shown() + " of " : "",
              kind.units(),
              kind.sd() == 0 ? "0" : "" + kind.sd(),
              rates[0],
              rates[1],
              rates[2],
              rates[3],
              rates[4]));
      Files.write(Path.of("target/null-studies.md"), table);
      assertThat(rates[0]).as("verdict, %s", kind).isBetween(least, most);
      assertThat(rates[3]).as("depth, %s", kind).isBetween(least, most);
    }
  }

  /**
   * p of the verdict, of people alone, of units alone, of depth; of the verdict with an advantage.
   */
  private static double[] of(Kind kind, int study) {
    MainTrials none = simulate(kind, 0, study);
    Contrasts contrasts = new Contrasts("neuron");
    Map<Study, Design> designs = Map.of(STUDY, kind.design());
    AlternativeHypothesis two = AlternativeHypothesis.TWO_SIDED;
    CrossedTests crossed = new CrossedTests(none, designs, two, 0.05);
    double[] depth = new double[kind.units()];
    Arrays.setAll(depth, u -> 0.25 * Math.floorDiv(u * 5, kind.units()));
    return new double[] {
      p(crossed.betweenBases(List.of(PAIR))),
      p(new AccuracyTests(none.participants(), designs, contrasts).betweenBases(two)),
      p(UnitTests.of(scores(none), contrasts, two)),
      p(crossed.ofDepth(List.of(PAIR), depth)),
      p(
          new CrossedTests(simulate(kind, 0.4, study), designs, two, 0.05)
              .betweenBases(List.of(PAIR)))
    };
  }

  private static double p(List<TestRow> rows) {
    return rows.get(0).outcome().map(TestRow.Outcome::p).orElse(1.0);
  }

  private static List<UnitScore> scores(MainTrials main) {
    List<UnitScore> scores = new ArrayList<>();
    main.tallies()
        .forEach(
            (condition, tallies) ->
                tallies.forEach(
                    (unit, tally) ->
                        scores.add(
                            new UnitScore(
                                condition, unit, Double.NaN, tally, new Interval(0, 1)))));
    return scores;
  }

  private static MainTrials simulate(Kind kind, double advantage, int study) {
    UniformRandomProvider random = Draws.generator(study, "null study", kind, advantage);
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    boolean within = kind.design() == Design.WITHIN;
    double[][] ofUnit = new double[2][kind.units()];
    for (int u = 0; u < kind.units(); u++) {
      double easy = 1 + 0.5 * normal.sample();
      ofUnit[0][u] = easy + kind.sd() * normal.sample();
      ofUnit[1][u] = easy + advantage + kind.sd() * normal.sample();
    }
    List<Unit> units =
        IntStream.range(0, kind.units()).mapToObj(u -> new Unit("layer", u)).toList();
    List<Participant> participants = new ArrayList<>();
    MainTrials main = MainTrials.ofSize(participants, units, 2 * kind.people() * kind.shown());
    double[] able = new double[kind.people()];
    Arrays.setAll(able, p -> 0.4 * normal.sample());
    int[] order = PermutationSampler.natural(kind.units());
    int next = 0;
    for (int basis = 0; basis < 2; basis++) {
      for (int p = 0; p < kind.people(); p++) {
        double person = within ? able[p] : 0.4 * normal.sample();
        PermutationSampler.shuffle(random, order);
        int right = 0;
        for (int t = 0; t < kind.shown(); t++) {
          boolean correct =
              random.nextDouble() < 1 / (1 + Math.exp(-ofUnit[basis][order[t]] - person));
          right += correct ? 1 : 0;
          main.participant()[next] = participants.size();
          main.unit()[next] = order[t];
          main.correct()[next++] = correct;
        }
        participants.add(
            new Participant(
                new Condition(STUDY, basis == 0 ? "neuron" : "craft"),
                (within ? "p" : "p" + basis + "-") + p,
                Tally.NONE,
                new Tally(right, kind.shown()),
                Tally.NONE,
                0,
                false));
      }
    }
    return main;
  }
}
