package org.pragnanz.survey.site;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.pragnanz.data.Pools;
import org.pragnanz.survey.Plan;
import org.pragnanz.survey.Side;
import org.pragnanz.survey.SurveyTrial;
import org.pragnanz.trial.Kind;
import org.pragnanz.trial.Sessions;
import org.pragnanz.trial.Trial;
import org.pragnanz.trial.TrialSet;

/**
 * Turns an experiment's trials into a survey's: names for what is shown, and who sees what.
 *
 * @param units main trials a session, each of another unit; fewer where there are fewer units
 */
record Design(TrialSet set, Names names, int units) {

  /** The trials under their new names, in the order of {@code trials.json}. */
  List<SurveyTrial> trials() {
    return set.trials().stream().map(this::named).toList();
  }

  private SurveyTrial named(Trial trial) {
    return new SurveyTrial(
        key(trial),
        trial.id(),
        trial.kind(),
        trial.layer(),
        trial.channel(),
        trial.basis(),
        Side.of(trial.target()),
        images(trial, "reference", trial.references()),
        images(trial, "contrast", trial.contrasts()),
        images(trial, "query", trial.queries()));
  }

  private String key(Trial trial) {
    return names.of("trial", trial.id());
  }

  /** One name for each place, so that a picture shown twice has two names. */
  private List<String> images(Trial trial, String role, List<String> images) {
    return IntStream.range(0, images.size())
        .mapToObj(i -> names.of("image", trial.id(), role, i))
        .toList();
  }

  List<String> bases() {
    return set.trials().stream().map(Trial::basis).distinct().sorted().toList();
  }

  /**
   * The first plans; the bases take turns, and each is balanced for itself.
   *
   * @param count of all bases together
   */
  List<Plan> plans(int count) {
    List<Sessions> sessions =
        bases().stream()
            .map(basis -> new Sessions(set.seed(), basis, set.trials(), units))
            .toList();
    List<Plan> plans = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      plans.add(plan(sessions.get(i % sessions.size()).next()));
    }
    return plans;
  }

  private Plan plan(List<Trial> session) {
    Map<Boolean, List<String>> keys =
        session.stream()
            .collect(
                Collectors.partitioningBy(
                    trial -> trial.kind() == Kind.PRACTICE,
                    Collectors.mapping(this::key, Collectors.toList())));
    return new Plan(session.get(0).basis(), keys.get(true), keys.get(false));
  }

  /**
   * After how many plans every main trial of a basis has been shown equally often, so that
   * beginning again keeps the balance.
   */
  BigInteger cycle() {
    BigInteger each =
        bases().stream().map(this::cycle).reduce(BigInteger.ONE, Design::leastCommonMultiple);
    return each.multiply(BigInteger.valueOf(bases().size()));
  }

  private BigInteger cycle(String basis) {
    Map<Pools.Key, Long> trials = new HashMap<>();
    set.trials().stream()
        .filter(trial -> trial.kind() == Kind.MAIN && trial.basis().equals(basis))
        .forEach(trial -> trials.merge(trial.key(), 1L, Long::sum));
    BigInteger round =
        trials.values().stream()
            .map(BigInteger::valueOf)
            .reduce(BigInteger.ONE, Design::leastCommonMultiple)
            .multiply(BigInteger.valueOf(trials.size()));
    BigInteger session = BigInteger.valueOf(Math.min(units, trials.size()));
    return round.divide(round.gcd(session));
  }

  private static BigInteger leastCommonMultiple(BigInteger a, BigInteger b) {
    return a.divide(a.gcd(b)).multiply(b);
  }
}
