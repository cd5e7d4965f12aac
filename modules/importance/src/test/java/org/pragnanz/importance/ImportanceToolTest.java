package org.pragnanz.importance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.pragnanz.testing.SqueezeNetStudy.CHANNELS;
import static org.pragnanz.testing.SqueezeNetStudy.IMAGES;
import static org.pragnanz.testing.SqueezeNetStudy.MODEL;
import static org.pragnanz.testing.SqueezeNetStudy.UNIT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.basis.Bases;
import org.pragnanz.data.ImageImportance;
import org.pragnanz.data.Pools;
import org.pragnanz.data.StudiedUnit;
import org.pragnanz.data.Unit;
import org.pragnanz.nn.description.Architecture;
import org.pragnanz.nn.execution.Network;
import org.pragnanz.testing.SqueezeNetStudy;
import org.pragnanz.testing.ToolRun;

/** On SqueezeNet with formula weights, whose raw gradients are held to PyTorch's in the library. */
class ImportanceToolTest {
  @TempDir Path folder;

  @BeforeEach
  void study() throws IOException {
    SqueezeNetStudy.write(folder);
    StudiedUnit.write(folder.resolve("units.csv"), List.of(new StudiedUnit(MODEL, UNIT, 0.5)));
    Pools.write(
        Bases.pools(folder),
        Map.of(
            new Pools.Key(UNIT, "neuron"), pool(IMAGES.subList(0, 3)),
            new Pools.Key(UNIT, "craft"), pool(IMAGES.subList(1, 4))));
  }

  @Test
  void sumsGradientTimesInputOverPositionsForEachBasisOverItsOwnImages() throws IOException {
    assertThat(run("out.csv")).isEmpty();
    List<String> rows = Files.readAllLines(folder.resolve("out.csv"));
    assertThat(rows).hasSize(1 + 6);
    assertThat(rows.get(0)).isEqualTo("model,layer,channel,basis,element,image,importance");
    // Element 0 is an axis that no other element shares: its importance is that channel's.
    List<Double> craft = importance("out.csv", "craft");
    assertThat(craft.get(0)).isCloseTo(expected("a/1.png", 9), within(1e-6));
    assertThat(craft.get(2)).isCloseTo(expected("b/3.png", 9), within(1e-6));
    List<Double> neuron = importance("out.csv", "neuron");
    assertThat(neuron.get(0)).isCloseTo(expected("a/0.png", UNIT.channel()), within(1e-6));
    assertThat(neuron.get(2)).isCloseTo(expected("b/2.png", UNIT.channel()), within(1e-6));
    assertThat(neuron).doesNotContain(0.0).doesNotHaveDuplicates();
  }

  @Test
  void theJoinedPartsAreTheWhole() throws IOException {
    run("whole.csv");
    run("part1.csv", "--shard", "1/3");
    run("part2.csv", "--shard", "2/3");
    run("part3.csv", "--shard", "3/3");
    List<String> parts =
        Stream.of("part1.csv", "part2.csv", "part3.csv")
            .flatMap(part -> lines(part).stream().skip(1))
            .sorted()
            .toList();
    assertThat(parts).isEqualTo(lines("whole.csv").stream().skip(1).sorted().toList()).isNotEmpty();
  }

  @Test
  void severalThreadsGiveTheSameBytes() throws IOException {
    run("one.csv");
    run("three.csv", "--threads", "3");
    assertThat(lines("three.csv")).isEqualTo(lines("one.csv"));
  }

  @Test
  void measuresTheLabelsLogitByTheGivenClasses() throws IOException {
    // The tool's own classes are the catalog's synsets; here each is put at a place of its own.
    List<String> classes = new ArrayList<>(Collections.nCopies(1000, "n99999999 other"));
    classes.set(7, "n0000000a first, with other words");
    classes.set(640, "n0000000b");
    Files.write(folder.resolve("classes.txt"), classes);
    assertThat(run("label.csv", "--logit", "label", "--classes", folder + "/classes.txt"))
        .isEmpty();
    List<Double> neuron = importance("label.csv", "neuron");
    assertThat(neuron.get(1)).isCloseTo(expected("a/1.png", UNIT.channel(), 7), within(1e-6));
    assertThat(neuron.get(2)).isCloseTo(expected("b/2.png", UNIT.channel(), 640), within(1e-6));
    run("largest.csv");
    assertThat(importance("largest.csv", "neuron")).isNotEqualTo(neuron);
  }

  @Test
  void measuresTheNeuronAndEveryElementOverTheNeuronsImages() throws IOException {
    run("all.csv", "--elements-of", "all");
    assertThat(lines("all.csv")).hasSize(1 + 3 * 3);
    run("chosen.csv");
    assertThat(importance("all.csv", "neuron")).isEqualTo(importance("chosen.csv", "neuron"));
    assertThat(importance("all.csv", "craft").get(1))
        .isCloseTo(expected("a/1.png", 9), within(1e-6));
  }

  @Test
  void saysInOneSentenceWhatDoesNotFit() throws IOException {
    assertThat(run("out.csv", "--strongest", "4"))
        .contains("--strongest 4 is more than the 3 ")
        .hasLineCount(1);
    assertThat(run("out.csv", "--logit", "label"))
        .contains("The catalog names 2 classes and squeezenet1_1 has 1000")
        .hasLineCount(1);
    Unit other = new Unit("features.3.squeeze", 0);
    StudiedUnit.write(folder.resolve("units.csv"), List.of(new StudiedUnit(MODEL, other, 0)));
    assertThat(run("out.csv")).contains("no unit features.3.squeeze-0").hasLineCount(1);
    assertThat(folder.resolve("out.csv")).doesNotExist();
  }

  /** The sum over positions of gradient times activation of one channel. */
  private double expected(String image, int channel) throws IOException {
    return expected(image, channel, Network.LARGEST_LOGIT);
  }

  private double expected(String image, int channel, int logit) throws IOException {
    float[] input = SqueezeNetStudy.input(image);
    int crop = Architecture.named(MODEL).preprocessing().crop();
    try (Network network = SqueezeNetStudy.network(new Network.Options("cpu", true, true))) {
      int[] classes = {logit};
      Network.Gradient gradient =
          network.gradients(input, 1, crop, List.of(UNIT.layer()), classes).get(UNIT.layer());
      double sum = 0;
      for (int row = 0; row < gradient.rows(); row++) {
        int i = row * CHANNELS + channel;
        sum += (double) gradient.activation()[i] * gradient.gradient()[i];
      }
      return sum;
    }
  }

  private static Pools.Pool pool(List<String> images) {
    List<Pools.Ranked> top = new ArrayList<>();
    for (String image : images) {
      top.add(new Pools.Ranked(image, 10 - top.size()));
    }
    return new Pools.Pool(top, List.of());
  }

  private List<Double> importance(String file, String basis) throws IOException {
    return ImageImportance.read(folder.resolve(file)).stream()
        .filter(row -> row.key().basis().equals(basis))
        .map(ImageImportance::importance)
        .toList();
  }

  private List<String> lines(String file) {
    try {
      return Files.readAllLines(folder.resolve(file));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** What the tool said on the error stream; empty where it did its work. */
  private String run(String out, String... more) {
    List<String> args = new ArrayList<>(List.of("importance", "--model", MODEL));
    args.addAll(List.of("--weights", folder + "/weights.safetensors"));
    args.addAll(List.of("--catalog", folder + "/catalog.csv", "--elements", folder.toString()));
    args.addAll(List.of("--units", folder + "/units.csv"));
    args.addAll(List.of("--out", folder.resolve(out).toString()));
    args.addAll(Arrays.asList(more));
    if (!args.contains("--strongest")) {
      args.addAll(List.of("--strongest", "3"));
    }
    if (!args.contains("--threads")) {
      args.addAll(List.of("--threads", "1"));
    }
    return ToolRun.of(args).refusal();
  }
}
