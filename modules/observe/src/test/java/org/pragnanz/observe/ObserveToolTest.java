package org.pragnanz.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.files.Csv;
import org.pragnanz.image.Images;
import org.pragnanz.image.RgbImage;
import org.pragnanz.nn.description.Architecture;
import org.pragnanz.survey.ResponseRow;
import org.pragnanz.testing.SharedData;
import org.pragnanz.testing.SmallTrials;
import org.pragnanz.testing.ToolRun;
import org.pragnanz.trial.Kind;
import org.pragnanz.trial.Trial;

class ObserveToolTest {
  @TempDir Path dir;
  private String err = "";

  private int observe(String observer, String out, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "observe",
                "--trials",
                dir.toString(),
                "--observer",
                observer,
                "--seed",
                "1",
                "--out",
                dir.resolve(out).toString()));
    args.addAll(List.of(more));
    if (!args.contains("--lapse")) {
      args.addAll(List.of("--lapse", "0"));
    }
    ToolRun run = ToolRun.of(args);
    err = run.said();
    return run.code();
  }

  private List<ResponseRow> responses(String out) throws IOException {
    return Csv.read(dir.resolve(out), ResponseRow::of);
  }

  private static double accuracy(List<ResponseRow> responses, Kind kind) {
    return responses.stream()
        .filter(response -> response.kind() == kind)
        .mapToInt(response -> response.correct() ? 1 : 0)
        .average()
        .orElseThrow();
  }

  @Test
  void writesTheColumnsOfTheAgreement() throws IOException {
    SmallTrials.set(SmallTrials.study(6, 3, SmallTrials.TEAPOT)).write(dir);
    assertThat(observe("chance", "r.csv", "--participants", "5")).as(err).isZero();
    List<String> lines = Files.readAllLines(dir.resolve("r.csv"));
    assertThat(lines.get(0))
        .isEqualTo(
            "experiment,model,basis,participant,trial,kind,layer,channel,correct,rt_ms,simulated");
    assertThat(lines.get(1))
        .matches(
            "exp1,vgg16,craft,chance-0001,practice-conv-0-craft-0,practice,conv,0,[01],\\d+,1");
    assertThat(lines).hasSize(1 + 5 * (2 + 6 + 2));
  }

  @Test
  void aParticipantSeesOneBasis() throws IOException {
    SmallTrials.set(SmallTrials.study(6, 3, SmallTrials.TEAPOT)).write(dir);
    assertThat(observe("chance", "r.csv", "--participants", "6")).as(err).isZero();
    Map<String, Set<String>> bases =
        responses("r.csv").stream()
            .collect(
                Collectors.groupingBy(
                    ResponseRow::participant,
                    Collectors.mapping(ResponseRow::basis, Collectors.toSet())));
    assertThat(bases).hasSize(6);
    assertThat(bases.values()).allSatisfy(seen -> assertThat(seen).hasSize(1));
    assertThat(bases.values().stream().filter(Set.of("craft")::equals)).hasSize(3);
  }

  @Test
  void labelsSolveAStudyWithoutMatchingAndNotAMatchedOne() throws IOException {
    SmallTrials.set(SmallTrials.study(20, 4, SmallTrials.TEAPOT)).write(dir);
    assertThat(observe("label", "confounded.csv", "--participants", "60")).as(err).isZero();
    assertThat(accuracy(responses("confounded.csv"), Kind.MAIN)).isGreaterThan(0.95);
    SmallTrials.set(SmallTrials.study(20, 4, SmallTrials.TENCH)).write(dir);
    assertThat(observe("label", "matched.csv", "--participants", "60")).as(err).isZero();
    // 1,200 answers: four standard errors.
    assertThat(accuracy(responses("matched.csv"), Kind.MAIN)).isCloseTo(0.5, within(0.058));
    assertThat(accuracy(responses("matched.csv"), Kind.CATCH)).isEqualTo(1);
  }

  @Test
  void lapsesAreGuesses() throws IOException {
    SmallTrials.set(SmallTrials.study(20, 4, SmallTrials.TEAPOT)).write(dir);
    assertThat(observe("label", "r.csv", "--participants", "200", "--lapse", "0.4")).isZero();
    // 400 catch answers, right with a probability of 0.8: four standard errors.
    assertThat(accuracy(responses("r.csv"), Kind.CATCH)).isCloseTo(0.8, within(0.08));
    assertThat(responses("r.csv")).allSatisfy(r -> assertThat(r.milliseconds()).isPositive());
  }

  @Test
  void answersAreTheSameAgainAndDoNotDependOnLaterParticipants() throws IOException {
    SmallTrials.set(SmallTrials.study(6, 3, SmallTrials.TEAPOT)).write(dir);
    assertThat(observe("label", "few.csv", "--participants", "3")).isZero();
    assertThat(observe("label", "more.csv", "--participants", "7", "--threads", "2")).isZero();
    assertThat(Files.readString(dir.resolve("more.csv")))
        .startsWith(Files.readString(dir.resolve("few.csv")));
  }

  @Test
  void seesPatterns() throws IOException {
    Path weights = SharedData.data("models/squeezenet1_1.safetensors");
    // References are gratings and contrasts are checks, of any colour and phase.
    List<Trial> trials = SmallTrials.study(5, 3, SmallTrials.TEAPOT);
    SmallTrials.set(trials).write(dir);
    for (String image : trials.stream().flatMap(Trial::images).distinct().toList()) {
      Images.writeJpeg(
          dir.resolve("images").resolve(image.replace('/', '-') + ".jpg"), pattern(image), 0.95f);
    }
    Path whole = embedded(weights, "1/1");
    assertThat(
            observe("perceptual", "r.csv", "--participants", "40", "--features", whole.toString()))
        .as(err)
        .isZero();
    assertThat(accuracy(responses("r.csv"), Kind.MAIN)).isGreaterThan(0.9);
    String[] pieces =
        Stream.of("3/3", "1/3", "2/3")
            .flatMap(piece -> Stream.of("--features", embedded(weights, piece).toString()))
            .toArray(String[]::new);
    assertThat(
            observe(
                "perceptual",
                "pieces.csv",
                Stream.concat(Stream.of("--participants", "40"), Stream.of(pieces))
                    .toArray(String[]::new)))
        .as(err)
        .isZero();
    assertThat(dir.resolve("pieces.csv")).hasSameBinaryContentAs(dir.resolve("r.csv"));
    // One piece alone has not every image.
    assertThat(observe("perceptual", "part.csv", "--participants", "4", pieces[0], pieces[1]))
        .isEqualTo(2);
    assertThat(err).contains("--features lack").contains("all shards").hasLineCount(1);
    assertThat(dir.resolve("part.csv")).doesNotExist();
  }

  private Path embedded(Path weights, String piece) {
    Path out = dir.resolve("features-" + piece.replace('/', '-'));
    ToolRun run =
        ToolRun.of(
            List.of(
                "embed",
                "--trials",
                dir.toString(),
                "--observer-model",
                "squeezenet1_1",
                "--observer-weights",
                weights.toString(),
                "--shard",
                piece,
                "--threads",
                "1",
                "--out",
                out.toString()));
    assertThat(run.code()).as(run.said()).isZero();
    return out;
  }

  private static RgbImage pattern(String image) {
    int n = Integer.parseInt(image.substring(10));
    byte[] pixels = new byte[3 * 224 * 224];
    for (int i = 0; i < pixels.length; i++) {
      int x = i / 3 % 224 + 5 * n;
      int y = i / 3 / 224 + 3 * n;
      boolean grating = image.startsWith(SmallTrials.TENCH);
      boolean light = grating ? (x + y) / 10 % 2 == 0 : (x / 16 + y / 16) % 2 == 0;
      pixels[i] = (byte) (light ? 200 - 20 * ((n + i % 3) % 4) : 40 + 10 * n % 50);
    }
    return new RgbImage(224, 224, pixels);
  }

  @Test
  void looksAtSitesOfAllDepths() {
    assertThat(EmbedTool.spread(Architecture.named("vgg16")))
        .containsExactly("features.5", "features.12", "features.19", "features.26", "classifier.3");
    assertThat(EmbedTool.spread(Architecture.named("resnet50"))).hasSize(5).doesNotHaveDuplicates();
  }

  @Test
  void refusesWhatDoesNotFit() throws IOException {
    assertThat(observe("chance", "r.csv", "--participants", "3")).isEqualTo(2);
    assertThat(err).contains("trials.json").hasLineCount(1);
    Files.writeString(dir.resolve("trials.json"), "{\"experiment\": 3}");
    assertThat(observe("chance", "r.csv", "--participants", "3")).isEqualTo(2);
    assertThat(err).contains("no set of trials").hasLineCount(1);
    SmallTrials.set(SmallTrials.study(2, 1, SmallTrials.TEAPOT)).write(dir);
    String trials = Files.readString(dir.resolve("trials.json"));
    Files.writeString(
        dir.resolve("trials.json"), trials.replace("\"n01440764/0\" : {", "\"n01440764/x\" : {"));
    assertThat(observe("label", "r.csv", "--participants", "3")).isEqualTo(2);
    assertThat(err).contains("names image 'n01440764/0' in a trial").hasLineCount(1);
    Files.writeString(dir.resolve("trials.json"), trials);
    assertThat(observe("perceptual", "r.csv", "--participants", "3")).isEqualTo(1);
    assertThat(err).contains("--features goes with --observer perceptual");
    assertThat(observe("chance", "r.csv", "--participants", "3", "--features", dir.toString()))
        .isEqualTo(1);
    assertThat(observe("perceptual", "r.csv", "--participants", "3", "--features", dir.toString()))
        .isEqualTo(2);
    assertThat(err).contains("is no folder that embed wrote").hasLineCount(1);
    assertThat(observe("chance", "r.csv", "--participants", "0")).isEqualTo(1);
    assertThat(observe("chance", "r.csv", "--participants", "3", "--lapse", "1.5")).isEqualTo(1);
    assertThat(err).contains("--lapse must be at most 1, not 1.5.");
    assertThat(dir.resolve("r.csv")).doesNotExist();
  }
}
