package org.pragnanz.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.pragnanz.fault.InputException;
import org.pragnanz.testing.SmallTrials;
import org.pragnanz.trial.Kind;
import org.pragnanz.trial.Trial;
import org.pragnanz.trial.TrialSet.Shown;
import org.pragnanz.wordnet.WordNet;

class JudgeTest {
  private static final WordNet WORDNET = new WordNet();

  private static Trial trial(Kind kind, String weak) {
    return SmallTrials.trial(
        kind,
        "neuron",
        0,
        0,
        SmallTrials.images(SmallTrials.TENCH, 0),
        SmallTrials.images(weak, 4));
  }

  private static Observer label(Trial trial) {
    return new LabelObserver(WORDNET, SmallTrials.shown(List.of(trial)));
  }

  @Test
  void evidenceIsTheDifferenceOfTheQueriesFits() {
    // Two steps apart: similarity 1/3. The target fits by 1 - 1/3, the foil by 1/3 - 1.
    Trial trial = trial(Kind.MAIN, SmallTrials.GOLDFISH);
    assertThat(Judge.evidence(label(trial), trial)).isCloseTo(4 / 3.0, within(1e-12));
    Trial same = trial(Kind.MAIN, SmallTrials.TENCH);
    assertThat(Judge.evidence(label(same), same)).isZero();
  }

  @Test
  void aLogisticTurnsEvidenceIntoAProbability() {
    Trial trial = trial(Kind.MAIN, SmallTrials.GOLDFISH);
    // Odds e^2 : 1.
    assertThat(new Judge(label(trial), 2 / 3.0, 0).correct(trial))
        .isCloseTo(0.8807970779778823, within(1e-12));
    assertThat(new Judge(label(trial), 2 / 3.0, 0.1).correct(trial))
        .isCloseTo(0.05 + 0.9 * 0.8807970779778823, within(1e-12));
    assertThat(new Judge(label(trial), 1e-9, 0).correct(trial)).isEqualTo(1);
  }

  @Test
  void whoSeesNoDifferenceGuesses() {
    Trial same = trial(Kind.MAIN, SmallTrials.TENCH);
    assertThat(new Judge(label(same), 1e-9, 0.2).correct(same)).isEqualTo(0.5);
    Trial trial = trial(Kind.MAIN, SmallTrials.GOLDFISH);
    ChanceObserver chance = new ChanceObserver();
    double temperature = chance.temperature(List.of(trial));
    assertThat(new Judge(chance, temperature, 0).correct(trial)).isEqualTo(0.5);
  }

  @Test
  void onlyLapsesMissCatchTrials() {
    Trial trial = trial(Kind.CATCH, SmallTrials.GOLDFISH);
    assertThat(new Judge(new ChanceObserver(), 1, 0).correct(trial)).isEqualTo(1);
    assertThat(new Judge(new ChanceObserver(), 1, 0.3).correct(trial)).isEqualTo(0.85);
  }

  @Test
  void theTemperatureFollowsTheScaleOfSimilarity() {
    // Queries resemble one panel by 1 and the other by 1/3: 2/3 on average. Panels of three.
    Trial trial = trial(Kind.MAIN, SmallTrials.GOLDFISH);
    double temperature = Judge.threshold(label(trial), List.of(trial));
    assertThat(temperature).isCloseTo(2 * (1 - 2 / 3.0) / 3 / Math.log(3), within(1e-12));
    // Practice and catch trials have no say.
    assertThat(
            Judge.threshold(label(trial), List.of(trial, trial(Kind.PRACTICE, SmallTrials.TENCH))))
        .isEqualTo(temperature);
    // Where all images are alike there is nothing to see, and still a number.
    Trial same = trial(Kind.MAIN, SmallTrials.TENCH);
    assertThat(new Judge(label(same), Judge.threshold(label(same), List.of(same)), 0).correct(same))
        .isEqualTo(0.5);
  }

  @Test
  void theLabelObserverDecidesOnAnyEvidence() {
    List<String> teapots = SmallTrials.images(SmallTrials.TEAPOT, 4);
    // One reference of three is a tench, as the target is; all else is teapots.
    assertThat(
            byLabel(List.of("n04398044/1", "n01440764/2", "n04398044/3", "n01440764/4"), teapots))
        .isEqualTo(1);
    // It is in the other panel.
    assertThat(
            byLabel(
                List.of("n04398044/1", "n04398044/2", "n04398044/3", "n01440764/4"),
                List.of("n04398044/5", "n01440764/6", "n04398044/7", "n04398044/8")))
        .isZero();
    // All are the same.
    assertThat(byLabel(SmallTrials.images(SmallTrials.TEAPOT, 0), teapots)).isEqualTo(0.5);
  }

  private static double byLabel(List<String> strong, List<String> weak) {
    Trial trial = SmallTrials.trial(Kind.MAIN, "neuron", 0, 0, strong, weak);
    return new Judge(label(trial), label(trial).temperature(List.of(trial)), 0).correct(trial);
  }

  @Test
  void toTheLabelObserverAnImageWithoutALabelIsLikeNoOther() {
    Shown bare = new Shown("images/0.jpg", "");
    Shown tench = new Shown("images/1.jpg", SmallTrials.TENCH);
    Observer observer = new LabelObserver(WORDNET, Map.of("a", bare, "b", bare, "c", tench));
    assertThat(observer.similarity("a", "b")).isZero();
    assertThat(observer.similarity("a", "c")).isZero();
    assertThat(observer.similarity("c", "a")).isZero();
  }

  @Test
  void theLabelObserverNamesAnImageWhoseLabelIsNoSynset() {
    Map<String, Shown> images = Map.of("cat.jpg", new Shown("images/0.jpg", "n99999999"));
    assertThatThrownBy(() -> new LabelObserver(WORDNET, images))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("Image 'cat.jpg' has the label 'n99999999'");
  }
}
