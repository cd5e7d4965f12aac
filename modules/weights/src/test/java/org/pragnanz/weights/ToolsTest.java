package org.pragnanz.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.cli.Main;
import org.pragnanz.files.Safetensors;
import org.pragnanz.files.Tensor;
import org.pragnanz.nn.checkpoint.Checkpoint;
import org.pragnanz.nn.description.Architecture;
import org.pragnanz.testing.FormulaWeights;

class ToolsTest {
  private static final int OK = 0;
  private static final int USAGE = 1;
  private static final int INPUT = 2;

  @TempDir Path folder;

  /** What a command wrote, and how it ended. */
  private record Outcome(int code, List<String> out, String err) {}

  private static Outcome run(Object... args) {
    PrintStream standard = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try (PrintStream captured = new PrintStream(out, true, StandardCharsets.UTF_8);
        PrintStream errors = new PrintStream(err, true, StandardCharsets.UTF_8)) {
      System.setOut(captured);
      String[] words = Arrays.stream(args).map(String::valueOf).toArray(String[]::new);
      int code = Main.run(errors, words);
      return new Outcome(
          code,
          out.toString(StandardCharsets.UTF_8).lines().toList(),
          err.toString(StandardCharsets.UTF_8));
    } finally {
      System.setOut(standard);
    }
  }

  private Outcome predict(Object... more) throws IOException {
    List<Object> args = new ArrayList<>(List.of("predict", "--model", "squeezenet1_1"));
    args.addAll(List.of("--weights", squeezenet(), "--threads", "1"));
    args.addAll(List.of(more));
    return run(args.toArray());
  }

  private Path squeezenet() throws IOException {
    Path file = folder.resolve("squeezenet.safetensors");
    Safetensors.write(file, FormulaWeights.of(Architecture.named("squeezenet1_1")));
    return file;
  }

  private Path picture(String name) throws IOException {
    BufferedImage image = new BufferedImage(300, 260, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        image.setRGB(x, y, x * y * 977);
      }
    }
    Path file = folder.resolve(name);
    ImageIO.write(image, "png", file.toFile());
    return file;
  }

  @Test
  void layersListsEverySiteWithItsDepth() {
    Outcome outcome = run("layers", "--model", "resnet18");
    assertThat(outcome.code).isEqualTo(OK);
    assertThat(outcome.out).hasSize(18);
    assertThat(outcome.out.subList(0, 3))
        .containsExactly("site,channels,depth", "bn1,64,0.0", "layer1.0.bn1,64,0.0625");
    assertThat(outcome.out.get(17)).isEqualTo("layer4.1.bn2,512,1.0");
  }

  @Test
  void layersSuggestsTheNearestModel() {
    Outcome outcome = run("layers", "--model", "resnet52");
    assertThat(outcome.code).isEqualTo(USAGE);
    assertThat(outcome.err).startsWith("layers: --model: there is no 'resnet52'; the nearest are");
  }

  @Test
  void weightsWritesTheSameBytesFromAnyFile() throws IOException {
    Path given = squeezenet();
    Path out = folder.resolve("out.safetensors");
    assertThat(run("weights", "--model", "squeezenet1_1", "--weights", given, "--out", out).code)
        .isEqualTo(OK);
    assertThat(out).hasSameBinaryContentAs(given);
  }

  @Test
  void weightsWritesNothingWhenTheCheckpointIsCutOff() throws IOException {
    Path whole = squeezenet();
    byte[] bytes = Files.readAllBytes(whole);
    Path cut = folder.resolve("cut.safetensors");
    Files.write(cut, Arrays.copyOf(bytes, bytes.length - 1000));
    Path out = folder.resolve("out").resolve("out.safetensors");
    Outcome outcome = run("weights", "--model", "squeezenet1_1", "--weights", cut, "--out", out);
    assertThat(outcome.code).isEqualTo(INPUT);
    assertThat(outcome.err).contains(cut.toString(), "cut off");
    assertThat(out.getParent()).doesNotExist();
  }

  @Test
  void weightsSaysThatNoOnePublishesThem() {
    Path out = folder.resolve("out.safetensors");
    Outcome outcome = run("weights", "--model", "resnet50_v1", "--out", out);
    assertThat(outcome.code).isEqualTo(USAGE);
    assertThat(outcome.err).contains("resnet50_v1").contains("give a checkpoint");
    assertThat(out).doesNotExist();
  }

  @Test
  void everyModelButTwoIsPublished() {
    assertThat(Architecture.names())
        .filteredOn(model -> Publisher.file(model).isEmpty())
        .containsExactlyInAnyOrder("resnet50_v1", "phantom");
    assertThat(Publisher.file("vgg16")).contains("vgg16-397923af.pth");
    assertThat(Publisher.file("vgg16_bn")).contains("vgg16_bn-6c64b313.pth");
    assertThat(Publisher.digest(Publisher.file("alexnet").orElseThrow())).isEqualTo("7be5be79");
  }

  @Test
  void predictRanksClassesWithProbabilitiesThatAddUp() throws IOException {
    Path picture = picture("a, b.png");
    Path classes =
        Files.writeString(
            folder.resolve("classes.txt"),
            IntStream.range(0, 1000).mapToObj(c -> "word " + c).collect(Collectors.joining("\n")));
    Outcome outcome = predict("--classes", classes, "--ranks", "1000", picture);
    assertThat(outcome.code).isEqualTo(OK);
    assertThat(outcome.out).hasSize(1001);
    assertThat(outcome.out.get(0)).isEqualTo("image,rank,class,logit,probability,label");
    double sum = 0;
    double previous = Double.POSITIVE_INFINITY;
    for (int rank = 1; rank <= 1000; rank++) {
      String line = outcome.out.get(rank);
      // The name holds a comma, so it is quoted.
      assertThat(line).startsWith("\"%s\",%d,".formatted(picture, rank));
      String[] cells = line.substring(picture.toString().length() + 3).split(",", -1);
      assertThat(cells[4]).isEqualTo("word " + cells[1]);
      assertThat(Double.parseDouble(cells[2])).isLessThanOrEqualTo(previous);
      previous = Double.parseDouble(cells[2]);
      sum += Double.parseDouble(cells[3]);
    }
    assertThat(sum).isBetween(1 - 1e-9, 1 + 1e-9);
  }

  @Test
  void predictNamesWhatItCannotReadAndKeepsTheRest() throws IOException {
    Path text = Files.writeString(folder.resolve("text.jpg"), "no picture");
    Outcome outcome = predict(text, picture("good.png"));
    assertThat(outcome.code).isEqualTo(INPUT);
    assertThat(outcome.err).contains("1 of 2 images cannot be read: " + text);
    assertThat(outcome.out).hasSize(6);
    assertThat(outcome.out.get(1)).contains("good.png,1,");
  }

  @Test
  void predictSaysThatTheWeightsAreOfAnotherNetwork() throws IOException {
    Outcome outcome =
        run("predict", "--model", "vgg16", "--weights", squeezenet(), picture("good.png"));
    assertThat(outcome.code).isEqualTo(INPUT);
    assertThat(outcome.err).contains("is a checkpoint of squeezenet1_1, not of vgg16");
    assertThat(outcome.out).isEmpty();
  }

  @Test
  void weightsAreReadBackAsTheyWere() throws IOException {
    Map<String, Tensor> weights = Checkpoint.read(squeezenet());
    assertThat(weights.get("features.0.bias").values())
        .isEqualTo(
            FormulaWeights.of(Architecture.named("squeezenet1_1")).get("features.0.bias").values());
  }
}
