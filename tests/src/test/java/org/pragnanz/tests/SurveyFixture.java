package org.pragnanz.tests;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.pragnanz.survey.Study;
import org.pragnanz.survey.SurveyTrial;
import org.pragnanz.trial.Kind;
import org.pragnanz.trial.Trial;
import org.pragnanz.trial.TrialSet;
import org.pragnanz.trial.TrialSet.Shown;

/**
 * A survey made by {@code bin/pragnanz survey} of trials as the paper has them (panels of 9, 9
 * practice and 5 catch trials a basis), on 36 units with 2 trials each. The pictures that match are
 * striped.
 */
final class SurveyFixture {
  private static final int UNITS = 36;
  private static final int STRONG = 12;

  private SurveyFixture() {}

  /**
   * @param options of {@code survey}, beside the folders
   * @return the folder that {@code survey} wrote
   */
  static Path make(Path folder, String... options) throws IOException, InterruptedException {
    Path trials = folder.resolve("trials");
    if (!Files.exists(trials)) {
      writeTrials(trials);
    }
    Path out = Files.createTempDirectory(folder, "survey").resolve("survey");
    List<Object> command = new ArrayList<>(List.of("survey", "--trials", trials, "--out", out));
    command.addAll(List.of(options));
    Command.run(command.toArray());
    return out;
  }

  /** Of each trial, named by the file of its left query, the side that is to be chosen. */
  static Map<String, String> answers(Path survey) throws IOException {
    Map<String, String> answers = new HashMap<>();
    for (SurveyTrial trial : Study.read(survey).trials()) {
      answers.put("images/" + trial.queries().get(0) + ".jpg", trial.side().label());
    }
    return answers;
  }

  private static void writeTrials(Path folder) throws IOException {
    Files.createDirectories(folder.resolve("images"));
    Map<String, Shown> shown = new TreeMap<>();
    for (int i = 0; i < 2 * STRONG; i++) {
      boolean striped = i < STRONG;
      String image = (striped ? "strong/" : "weak/") + i;
      shown.put(image, new Shown("images/%016x.jpg".formatted(i), ""));
      ImageIO.write(
          picture(i, striped), "jpg", folder.resolve("images/%016x.jpg".formatted(i)).toFile());
    }
    List<Trial> trials = new ArrayList<>();
    for (String basis : List.of("craft", "neuron")) {
      IntStream.range(0, 9).forEach(i -> trials.add(trial(Kind.PRACTICE, basis, i, i)));
      IntStream.range(0, 5).forEach(i -> trials.add(trial(Kind.CATCH, basis, i, i)));
      for (int channel = 0; channel < UNITS; channel++) {
        trials.add(trial(Kind.MAIN, basis, channel, 0));
        trials.add(trial(Kind.MAIN, basis, channel, 1));
      }
    }
    TrialSet.Parameters parameters = new TrialSet.Parameters(9, STRONG, STRONG, 9, 5);
    new TrialSet("exp2", "resnet50", 1, parameters, shown, trials).write(folder);
  }

  private static Trial trial(Kind kind, String basis, int channel, int number) {
    List<String> strong = IntStream.range(0, STRONG).mapToObj(i -> "strong/" + i).toList();
    List<String> weak = IntStream.range(STRONG, 2 * STRONG).mapToObj(i -> "weak/" + i).toList();
    int target = (channel + number) % 2;
    String match = kind == Kind.CATCH ? strong.get(0) : strong.get(9);
    List<String> queries = target == 0 ? List.of(match, weak.get(9)) : List.of(weak.get(9), match);
    return new Trial(
        "%s-layer3.2.bn2-%d-%s-%d".formatted(kind.label(), channel, basis, number),
        kind,
        "layer3.2.bn2",
        channel,
        basis,
        number,
        strong.subList(0, 9),
        weak.subList(0, 9),
        queries,
        target);
  }

  private static BufferedImage picture(int number, boolean striped) {
    BufferedImage image = new BufferedImage(224, 224, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.getHSBColor(number / 24f, 0.4f, 0.8f));
    graphics.fillRect(0, 0, 224, 224);
    graphics.setColor(Color.getHSBColor(number / 24f, 0.6f, 0.3f));
    Stream.iterate(0, y -> y < 224, y -> y + (striped ? 20 : 120))
        .forEach(y -> graphics.fillRect(0, y, 224, striped ? 10 : 60));
    graphics.dispose();
    return image;
  }
}
