package org.pragnanz.observe;

import java.util.List;
import org.pragnanz.trial.Kind;
import org.pragnanz.trial.Trial;

/**
 * From similarities to answers (Zimmermann et al. 2024): a query speaks for itself by how much more
 * it resembles the reference panel than the contrast panel; the difference between the queries
 * passes through a logistic.
 *
 * @param temperature the difference that makes the odds e : 1
 * @param lapse share of trials answered without looking, by guessing
 */
record Judge(Observer observer, double temperature, double lapse) {
  /** The share of right answers at threshold in a task with two alternatives. */
  private static final double AT_THRESHOLD = 0.75;

  /** How much better the query to be chosen fits the panels than the other, in similarity. */
  static double evidence(Observer observer, Trial trial) {
    return fit(observer, trial.targetQuery(), trial) - fit(observer, trial.foilQuery(), trial);
  }

  private static double fit(Observer observer, String query, Trial trial) {
    return mean(observer, query, trial.references()) - mean(observer, query, trial.contrasts());
  }

  private static double mean(Observer observer, String query, List<String> panel) {
    return panel.stream()
        .mapToDouble(image -> observer.similarity(query, image))
        .average()
        .orElseThrow();
  }

  /** Probability of the right answer, lapses included. */
  double correct(Trial trial) {
    return lapse / 2 + (1 - lapse) * judged(trial);
  }

  private double judged(Trial trial) {
    // Catch trials test attention, which the lapse rate models: who looks finds the very image.
    return trial.kind() == Kind.CATCH
        ? 1
        : 1 / (1 + Math.exp(-evidence(observer, trial) / temperature));
  }

  /**
   * The temperature that suits an observer's scale of similarity, without regard to any answer: the
   * evidence of a catch trial whose images otherwise resemble each other as much as the queries of
   * the main trials resemble their panels, 2 (1 - s) / n for a mean similarity s and n images a
   * panel, is at threshold: judged right with a probability of 0.75.
   *
   * @param trials at least one of kind main
   */
  static double threshold(Observer observer, List<Trial> trials) {
    double similarity =
        trials.stream()
            .filter(trial -> trial.kind() == Kind.MAIN)
            .flatMapToDouble(
                trial ->
                    trial.queries().stream()
                        .mapToDouble(
                            query ->
                                (mean(observer, query, trial.references())
                                        + mean(observer, query, trial.contrasts()))
                                    / 2))
            .average()
            .orElseThrow();
    double evidence = 2 * (1 - similarity) / trials.get(0).references().size();
    // Were all images alike, any temperature would do.
    return Math.max(evidence, Double.MIN_NORMAL) / Math.log(AT_THRESHOLD / (1 - AT_THRESHOLD));
  }
}
