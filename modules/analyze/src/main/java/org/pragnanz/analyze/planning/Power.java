package org.pragnanz.analyze.planning;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.math3.stat.StatUtils;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.pragnanz.analyze.responses.Condition;
import org.pragnanz.analyze.responses.Design;
import org.pragnanz.analyze.responses.MainTrials;
import org.pragnanz.analyze.responses.Participant;
import org.pragnanz.analyze.responses.Study;
import org.pragnanz.analyze.responses.Tally;
import org.pragnanz.analyze.tests.Average;
import org.pragnanz.analyze.tests.Contrasts;
import org.pragnanz.analyze.tests.MixedModel;
import org.pragnanz.data.Unit;
import org.pragnanz.random.Draws;
import org.pragnanz.stats.MannWhitney;
import org.pragnanz.stats.MixedLogistic;

/**
 * How often the main test would find a difference between bases, by the number of participants:
 * studies are simulated with the participants' and units' spread that the mixed model found, and
 * tested as the study is (p below 0.05, of one pair of bases). The effect is the same on every
 * unit.
 *
 * @param basis the basis compared
 * @param baseline what it is compared with
 * @param accuracy accuracy in the baseline
 * @param effect accuracy in the basis less that, as it is assumed; the power of an effect that the
 *     study found would say no more than its p-value
 * @param perBasis participants in each basis
 * @param power share of the simulated studies, in the order of {@code perBasis}
 */
public record Power(
    Condition basis,
    Condition baseline,
    double accuracy,
    double effect,
    int[] perBasis,
    double[] power) {
  public static final int STUDIES = 400;

  private static final int STEP = 20;
  private static final int STEPS = 8;
  private static final double LEVEL = 0.05;
  private static final double HIGHEST = 0.999;

  /**
   * What the studies are simulated with.
   *
   * @param participantSd standard deviation of participants, in log odds
   * @param unitSd standard deviation of units, in log odds
   * @param units units of the study
   * @param trials main trials of a participant, of different units
   */
  record Spread(double participantSd, double unitSd, int units, int trials) {}

  /**
   * What power is asked of.
   *
   * @param effects differences in accuracy
   * @param alternative of the main test
   * @param seed of the simulated studies
   */
  public record Question(List<Double> effects, AlternativeHypothesis alternative, long seed) {}

  /**
   * The power of each pair of bases that different participants see and whose mixed model could be
   * fitted, for the effects assumed.
   */
  public static List<Power> of(
      List<Contrasts.Pair> pairs,
      List<MixedModel> mixed,
      Map<Study, Design> designs,
      MainTrials main,
      Question question) {
    List<Power> all = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i++) {
      Contrasts.Pair pair = pairs.get(i);
      Optional<MixedLogistic> fit = mixed.get(i).fit();
      if (fit.isPresent() && designs.get(pair.study()) == Design.BETWEEN) {
        double accuracy = mean(main, pair.baseline());
        Spread spread = spread(fit.get(), main, pair);
        for (double effect : question.effects()) {
          all.add(of(pair, accuracy, effect, question.alternative(), spread, question.seed()));
        }
      }
    }
    return List.copyOf(all);
  }

  private static double mean(MainTrials main, Condition condition) {
    return Average.ofShares(Participant.accuracies(main.participants()).get(condition)).mean();
  }

  private static Spread spread(MixedLogistic fit, MainTrials main, Contrasts.Pair pair) {
    Map<Unit, Tally> units = main.tallies().get(pair.baseline());
    double[] trials =
        main.participants().stream()
            .filter(p -> p.condition().equals(pair.baseline()))
            .mapToDouble(p -> p.main().n())
            .toArray();
    return new Spread(
        fit.participantSd(), fit.unitSd(), units.size(), (int) Math.round(StatUtils.mean(trials)));
  }

  static Power of(
      Contrasts.Pair pair,
      double accuracy,
      double effect,
      AlternativeHypothesis alternative,
      Spread spread,
      long seed) {
    double[] constants = {
      constant(accuracy, spread), constant(Math.min(HIGHEST, accuracy + effect), spread)
    };
    int[] perBasis = new int[STEPS];
    Arrays.setAll(perBasis, i -> STEP * (i + 1));
    int[] found = new int[STEPS];
    for (int study = 0; study < STUDIES; study++) {
      UniformRandomProvider random =
          Draws.generator(seed, "power", pair.basis().label(), effect, study);
      double[][] accuracies = simulate(constants, spread, STEP * STEPS, random);
      for (int i = 0; i < STEPS; i++) {
        double p =
            MannWhitney.withDefaults()
                .with(alternative)
                .test(
                    Arrays.copyOf(accuracies[1], perBasis[i]),
                    Arrays.copyOf(accuracies[0], perBasis[i]))
                .p();
        found[i] += p < LEVEL ? 1 : 0;
      }
    }
    return new Power(
        pair.basis(),
        pair.baseline(),
        accuracy,
        effect,
        perBasis,
        Arrays.stream(found).mapToDouble(n -> n / (double) STUDIES).toArray());
  }

  /** Participants' accuracies in both bases. */
  static double[][] simulate(
      double[] constants, Spread spread, int perBasis, UniformRandomProvider random) {
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    double[] units = new double[spread.units()];
    Arrays.setAll(units, u -> spread.unitSd() * normal.sample());
    int[] order = PermutationSampler.natural(units.length);
    double[][] accuracies = new double[constants.length][perBasis];
    for (int basis = 0; basis < constants.length; basis++) {
      for (int p = 0; p < perBasis; p++) {
        double base = constants[basis] + spread.participantSd() * normal.sample();
        PermutationSampler.shuffle(random, order);
        int right = 0;
        for (int t = 0; t < spread.trials(); t++) {
          right += random.nextDouble() < logistic(base + units[order[t % units.length]]) ? 1 : 0;
        }
        accuracies[basis][p] = right / (double) spread.trials();
      }
    }
    return accuracies;
  }

  /** The log odds of an average participant and unit at which the mean accuracy is as given. */
  static double constant(double accuracy, Spread spread) {
    double sd = Math.hypot(spread.participantSd(), spread.unitSd());
    double low = -20;
    double high = 20;
    while (high - low > 1e-9) {
      double middle = (low + high) / 2;
      if (mean(middle, sd) < accuracy) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  // The mean of a logistic over a normal distribution, by the trapezoidal rule over 8 deviations.
  private static double mean(double constant, double sd) {
    double sum = 0;
    double weights = 0;
    for (double z = -8; z <= 8; z += 0.05) {
      double weight = Math.exp(-z * z / 2);
      sum += weight * logistic(constant + sd * z);
      weights += weight;
    }
    return sum / weights;
  }

  private static double logistic(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
