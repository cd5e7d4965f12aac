package org.pragnanz.analyze.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.pragnanz.analyze.responses.Condition;
import org.pragnanz.analyze.responses.Design;
import org.pragnanz.analyze.responses.Participant;
import org.pragnanz.analyze.tests.AccuracyTests;
import org.pragnanz.analyze.tests.Contrasts;
import org.pragnanz.analyze.tests.MixedModel;
import org.pragnanz.random.Draws;
import org.pragnanz.stats.Interval;
import org.pragnanz.stats.MixedLogistic;

/** Studies with a planted truth: how often intervals hold it, and how often a test errs. */
@Tag("slow")
class PlantedStudyTest {
  private static final int STUDIES = 200;
  private static final double ADVANTAGE = 0.5;
  private static final double GROWTH = 0.8;
  private static final Contrasts CONTRASTS = new Contrasts(Condition.NEURON);

  @Test
  void intervalsHoldThePlantedAdvantageAndItsGrowthWithDepth() {
    int[] held = new int[6];
    int found = 0;
    for (int study = 0; study < STUDIES; study++) {
      PlantedStudy planted = PlantedStudy.of(60, 40, 30, ADVANTAGE, GROWTH, study);
      MixedLogistic fit = fit(planted);
      double[] truth = {PlantedStudy.CONSTANT, ADVANTAGE, PlantedStudy.DEPTH, GROWTH};
      for (int c = 0; c < truth.length; c++) {
        held[c] += holds(fit.interval(c, 0.95), truth[c]);
      }
      Map<Condition, double[]> accuracies = Participant.accuracies(planted.main().participants());
      held[4] += holds(mean(accuracies.get(PlantedStudy.NEURON)), planted.trueMeans()[0]);
      held[5] += holds(mean(accuracies.get(PlantedStudy.CRAFT)), planted.trueMeans()[1]);
      found += rejects(planted) ? 1 : 0;
    }
    for (int h : held) {
      assertThat(h / (double) STUDIES).as("share held of %s", List.of(h)).isBetween(0.93, 0.97);
    }
    assertThat(found / (double) STUDIES).isGreaterThan(0.9);
  }

  @Test
  void theMainTestErrsOnceInTwentyWhereBasesDoNotDiffer() {
    int found = 0;
    int studies = 10 * STUDIES;
    for (int study = 0; study < studies; study++) {
      found += rejects(PlantedStudy.of(60, 40, 30, 0, 0, study)) ? 1 : 0;
    }
    assertThat(found / (double) studies).isBetween(0.03, 0.07);
  }

  /** The paper's section 3.2.4 asks for 60 participants in each condition. */
  @Test
  void sixtyParticipantsABasisFindADifferenceOfFivePointsEightTimesInTen() {
    Power.Spread spread = new Power.Spread(0.4, 0.5, 80, 35);
    List<Double> powers =
        List.of(0.0, 0.05, 0.1).stream()
            .map(effect -> at60(effect, AlternativeHypothesis.TWO_SIDED, spread))
            .toList();
    assertThat(powers.get(0)).isBetween(0.02, 0.08);
    assertThat(powers.get(1)).isBetween(0.75, 0.95);
    assertThat(powers.get(2)).isGreaterThan(0.99);
    assertThat(at60(0.05, AlternativeHypothesis.GREATER_THAN, spread)).isGreaterThan(powers.get(1));
    assertThat(at60(0.05, AlternativeHypothesis.LESS_THAN, spread)).isLessThan(0.01);
  }

  @Test
  void simulatedParticipantsHaveTheAccuracyAskedFor() {
    Power.Spread spread = new Power.Spread(0.4, 0, 80, 35);
    double[] constants = {Power.constant(0.8, spread)};
    double[] accuracies = Power.simulate(constants, spread, 4000, Draws.generator(1, "test"))[0];
    // Standard error: 0.09 / sqrt(4000).
    assertThat(Arrays.stream(accuracies).average().orElseThrow()).isCloseTo(0.8, within(0.006));
  }

  @Test
  void reliabilityGrowsWithParticipantsAndStaysNearTheTrueShareOfVariance() {
    Reliability few = reliability(PlantedStudy.of(40, 40, 30, 0, 0, 1));
    Reliability many = reliability(PlantedStudy.of(400, 40, 30, 0, 0, 1));
    assertThat(many.reliability()).isGreaterThan(few.reliability()).isBetween(0.9, 1.0);
    assertThat(few.ceiling()).isCloseTo(Math.sqrt(few.reliability()), within(1e-12));
    assertThat(few.reliability()).isCloseTo(2 * few.halves() / (1 + few.halves()), within(1e-12));
  }

  private static Reliability reliability(PlantedStudy planted) {
    return Reliability.of(planted.main(), 1).get(0);
  }

  private static double at60(
      double effect, AlternativeHypothesis alternative, Power.Spread spread) {
    Power power =
        Power.of(
            new Contrasts.Pair(PlantedStudy.CRAFT, PlantedStudy.NEURON),
            0.8,
            effect,
            alternative,
            spread,
            1);
    assertThat(power.perBasis()[2]).isEqualTo(60);
    return power.power()[2];
  }

  private static MixedLogistic fit(PlantedStudy planted) {
    return MixedModel.fit(
            planted.main(),
            new Contrasts.Pair(PlantedStudy.CRAFT, PlantedStudy.NEURON),
            planted.depth())
        .fit()
        .orElseThrow();
  }

  private static boolean rejects(PlantedStudy planted) {
    return new AccuracyTests(
                planted.main().participants(),
                Map.of(PlantedStudy.NEURON.study(), Design.BETWEEN),
                CONTRASTS)
            .betweenBases(AlternativeHypothesis.TWO_SIDED)
            .get(0)
            .outcome()
            .orElseThrow()
            .p()
        < 0.05;
  }

  private static int holds(Interval interval, double truth) {
    return interval.low() <= truth && truth <= interval.high() ? 1 : 0;
  }

  private static Interval mean(double[] accuracies) {
    return Interval.ofMean(accuracies, 0.95);
  }
}
