package org.pragnanz.analyze.planning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.pragnanz.analyze.responses.Condition;
import org.pragnanz.analyze.responses.MainTrials;
import org.pragnanz.analyze.responses.Participant;
import org.pragnanz.analyze.responses.Study;
import org.pragnanz.analyze.responses.Tally;
import org.pragnanz.data.Unit;
import org.pragnanz.random.Draws;

/**
 * A study whose truth is known: log odds of a right answer = 0.9 + {@code advantage} × basis + 0.2
 * × depth + {@code growth} × basis × depth + participant + unit, basis 0 (neuron) or 1 (craft),
 * depth from -1/2 to 1/2; participants and units normal with standard deviations 0.4 and 0.5. The
 * basis' effect does not vary over units but with depth.
 */
record PlantedStudy(MainTrials main, double[] depth, double[] trueMeans) {
  static final double CONSTANT = 0.9;
  static final double DEPTH = 0.2;
  static final Condition NEURON = new Condition(new Study("exp2", "resnet50"), "neuron");
  static final Condition CRAFT = new Condition(new Study("exp2", "resnet50"), "craft");

  private static final double PARTICIPANT_SD = 0.4;
  private static final double UNIT_SD = 0.5;

  static PlantedStudy of(
      int perBasis, int units, int trials, double advantage, double growth, int seed) {
    UniformRandomProvider random = Draws.generator(seed, "planted", advantage, growth);
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    double[] depth = new double[units];
    Arrays.setAll(depth, u -> u / (units - 1.0));
    double[] ofUnit = new double[units];
    Arrays.setAll(ofUnit, u -> UNIT_SD * normal.sample());
    double[][] logOdds = new double[2][units];
    for (int u = 0; u < units; u++) {
      double centred = depth[u] - 0.5;
      logOdds[0][u] = CONSTANT + DEPTH * centred + ofUnit[u];
      logOdds[1][u] = logOdds[0][u] + advantage + growth * centred;
    }
    List<Unit> named = new ArrayList<>();
    for (int u = 0; u < units; u++) {
      named.add(new Unit("site%03d".formatted(u), 0));
    }
    List<Participant> participants = new ArrayList<>();
    int n = 2 * perBasis * trials;
    MainTrials main = MainTrials.ofSize(participants, named, n);
    int[] order = PermutationSampler.natural(units);
    int next = 0;
    for (int p = 0; p < 2 * perBasis; p++) {
      int basis = p / perBasis;
      double ofParticipant = PARTICIPANT_SD * normal.sample();
      PermutationSampler.shuffle(random, order);
      int right = 0;
      for (int t = 0; t < trials; t++) {
        boolean correct = random.nextDouble() < logistic(logOdds[basis][order[t]] + ofParticipant);
        right += correct ? 1 : 0;
        main.participant()[next] = p;
        main.unit()[next] = order[t];
        main.correct()[next++] = correct;
      }
      participants.add(
          new Participant(
              basis == 0 ? NEURON : CRAFT,
              "p%04d".formatted(p),
              Tally.NONE,
              new Tally(right, trials),
              Tally.NONE,
              0,
              true));
    }
    return new PlantedStudy(main, depth, new double[] {mean(logOdds[0]), mean(logOdds[1])});
  }

  /** Accuracy expected of a participant who sees these units. */
  private static double mean(double[] logOdds) {
    double sum = 0;
    double weights = 0;
    for (double z = -6; z <= 6; z += 0.05) {
      double weight = Math.exp(-z * z / 2);
      for (double unit : logOdds) {
        sum += weight * logistic(unit + PARTICIPANT_SD * z) / logOdds.length;
      }
      weights += weight;
    }
    return sum / weights;
  }

  private static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
