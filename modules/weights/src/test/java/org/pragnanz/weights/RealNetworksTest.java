package org.pragnanz.weights;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pragnanz.cli.Main;
import org.pragnanz.testing.SharedData;

/** The whole way from a photograph to a class, on real networks. */
@Tag("slow")
class RealNetworksTest {
  private static final int IMAGES = 256;

  /** Counts of the shared DATA.md: right among the strongest and among the five strongest. */
  @ParameterizedTest
  @CsvSource({"resnet50_v1, 180, 234", "squeezenet1_1, 144, 200"})
  void predictsAsManyPhotographsAsPyTorch(String model, int top1, int top5) throws IOException {
    Path weights = SharedData.data("models/%s.safetensors".formatted(model));
    List<Path> images = firstImages();
    Map<String, Integer> classes = classes();
    List<String> words =
        new ArrayList<>(
            List.of(
                "predict", "--model", model, "--weights", weights.toString(), "--threads", "2"));
    images.forEach(image -> words.add(image.toString()));

    int first = 0;
    int five = 0;
    for (String line : run(words)) {
      String[] cells = line.split(",", -1);
      int label = classes.get(Path.of(cells[0]).getParent().getFileName().toString());
      if (label == Integer.parseInt(cells[2])) {
        first += cells[1].equals("1") ? 1 : 0;
        five++;
      }
    }
    assertThat(first).isBetween(top1 - 2, top1 + 2);
    assertThat(five).isBetween(top5 - 2, top5 + 2);
  }

  private static List<Path> firstImages() throws IOException {
    try (Stream<Path> files = Files.walk(SharedData.data("images/imagenet-val-3000"))) {
      return files
          .filter(Files::isRegularFile)
          .sorted(Comparator.comparing(file -> file.getFileName().toString()))
          .limit(IMAGES)
          .toList();
    }
  }

  private static Map<String, Integer> classes() throws IOException {
    List<String> lines = Files.readAllLines(SharedData.data("imagenet_classes.txt"));
    Map<String, Integer> classes = new HashMap<>();
    for (int c = 0; c < lines.size(); c++) {
      classes.put(lines.get(c).split(" ", 2)[0], c);
    }
    return classes;
  }

  /** The rows that a command prints. */
  private static List<String> run(List<String> words) {
    PrintStream standard = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (PrintStream captured = new PrintStream(out, true, StandardCharsets.UTF_8)) {
      System.setOut(captured);
      assertThat(Main.run(words.toArray(String[]::new))).isZero();
      List<String> lines = out.toString(StandardCharsets.UTF_8).lines().toList();
      return lines.subList(1, lines.size());
    } finally {
      System.setOut(standard);
    }
  }
}
