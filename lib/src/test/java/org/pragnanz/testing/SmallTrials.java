package org.pragnanz.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.pragnanz.trial.Kind;
import org.pragnanz.trial.Trial;
import org.pragnanz.trial.TrialSet;
import org.pragnanz.trial.TrialSet.Shown;

/** Small hand-made trials; an image is called after its label: "n01440764/7". */
public final class SmallTrials {
  public static final String TENCH = "n01440764";
  public static final String GOLDFISH = "n01443537";
  public static final String TEAPOT = "n04398044";

  private SmallTrials() {}

  /** A trial with panels of three. */
  public static Trial trial(
      Kind kind, String basis, int channel, int number, List<String> strong, List<String> weak) {
    return new Trial(
        "%s-conv-%d-%s-%d".formatted(kind.label(), channel, basis, number),
        kind,
        "conv",
        channel,
        basis,
        number,
        strong.subList(0, 3),
        weak.subList(0, 3),
        List.of(weak.get(3), strong.get(3)),
        1);
  }

  public static List<String> images(String label, int from) {
    return Stream.iterate(from, i -> i + 1).limit(4).map(i -> label + "/" + i).toList();
  }

  /** Two bases: 2 practice and 2 catch trials each, and main trials of some units. */
  public static List<Trial> study(int units, int trials, String weak) {
    List<Trial> study = new ArrayList<>();
    for (String basis : List.of("craft", "neuron")) {
      for (int i = 0; i < 2; i++) {
        study.add(trial(Kind.PRACTICE, basis, i, i, images(TENCH, 0), images(TEAPOT, 0)));
        study.add(trial(Kind.CATCH, basis, i, i, images(TENCH, 0), images(TEAPOT, 0)));
      }
      for (int channel = 0; channel < units; channel++) {
        for (int i = 0; i < trials; i++) {
          study.add(trial(Kind.MAIN, basis, channel, i, images(TENCH, i), images(weak, i + 4)));
        }
      }
    }
    return study;
  }

  public static Map<String, Shown> shown(List<Trial> trials) {
    Map<String, Shown> shown = new TreeMap<>();
    trials.stream()
        .flatMap(Trial::images)
        .forEach(
            image ->
                shown.put(
                    image,
                    new Shown(
                        "images/" + image.replace('/', '-') + ".jpg", image.substring(0, 9))));
    return shown;
  }

  public static TrialSet set(List<Trial> trials) {
    return new TrialSet(
        "exp1", "vgg16", 1, new TrialSet.Parameters(3, 4, 4, 2, 2), shown(trials), trials);
  }
}
