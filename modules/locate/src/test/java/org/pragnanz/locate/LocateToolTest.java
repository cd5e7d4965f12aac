package org.pragnanz.locate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.pragnanz.testing.SqueezeNetStudy.CHANNELS;
import static org.pragnanz.testing.SqueezeNetStudy.IMAGES;
import static org.pragnanz.testing.SqueezeNetStudy.MODEL;
import static org.pragnanz.testing.SqueezeNetStudy.UNIT;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.basis.Bases;
import org.pragnanz.data.ActivationStore;
import org.pragnanz.data.Pools;
import org.pragnanz.files.Checksums;
import org.pragnanz.nn.description.Architecture;
import org.pragnanz.nn.execution.Network;
import org.pragnanz.nn.execution.Readout;
import org.pragnanz.testing.SqueezeNetStudy;
import org.pragnanz.testing.ToolRun;
import org.pragnanz.trial.Kind;
import org.pragnanz.trial.Trial;
import org.pragnanz.trial.TrialSet;

/** On SqueezeNet with formula weights, whose activations are held to PyTorch's in the library. */
class LocateToolTest {
  private static final int POSITIONS = 13 * 13;

  @TempDir Path folder;

  @BeforeEach
  void study() throws IOException {
    SqueezeNetStudy.write(folder);
    trials(MODEL);
  }

  @Test
  void codesEveryPositionOfTheFirstTrialsImagesInEachBasis() throws IOException {
    assertThat(run("maps")).isEmpty();
    for (Map.Entry<String, Integer> basis :
        Map.of("neuron", UNIT.channel(), "craft", 9).entrySet()) {
      try (ActivationStore maps =
          ActivationStore.open(
              List.of(folder.resolve("maps")), new Pools.Key(UNIT, basis.getKey()).id())) {
        // The second trial alone shows b/3.png.
        assertThat(maps.images()).containsExactlyElementsOf(IMAGES.subList(0, 3));
        assertThat(maps.rows()).isEqualTo(POSITIONS);
        float[] map = maps.read("b/2.png");
        // Element 0 is an axis that no other element shares: its code is that channel's activation.
        float[] expected = channel("b/2.png", basis.getValue());
        for (int i = 0; i < POSITIONS; i++) {
          assertThat(map[i]).isCloseTo(expected[i], within(1e-5f));
        }
        assertThat(map).contains(0f);
        assertThat(sum(map)).isPositive();
      }
    }
  }

  @Test
  void neitherShardsNorThreadsChangeAByte() throws IOException {
    run("whole");
    run("part", "--shard", "2/2");
    run("three", "--threads", "3");
    Map<String, String> whole = files("whole");
    assertThat(whole).hasSize(4);
    assertThat(files("three")).isEqualTo(whole);
    Map<String, String> part = files("part");
    assertThat(part.keySet()).allMatch(name -> name.contains("neuron")).hasSize(2);
    assertThat(whole).containsAllEntriesOf(part);
  }

  @Test
  void saysInOneSentenceWhatDoesNotFitAndWritesNothing() throws IOException {
    trials("vgg16");
    assertThat(run("maps")).contains("holds trials of vgg16, not of squeezenet1_1").hasLineCount(1);
    trials(MODEL);
    Bases.write(folder, List.of(new Bases.Chosen(new Pools.Key(UNIT, "neuron"), -1, 1, CHANNELS)));
    assertThat(run("maps"))
        .contains("does not name features.12.squeeze-5-craft; elements and trials are of two runs")
        .hasLineCount(1);
    assertThat(folder.resolve("maps")).doesNotExist();
  }

  private void trials(String model) throws IOException {
    List<Trial> trials = new ArrayList<>();
    Map<String, TrialSet.Shown> shown = new TreeMap<>();
    IMAGES.forEach(image -> shown.put(image, new TrialSet.Shown("images/x.jpg", "n00000000")));
    for (String basis : List.of("craft", "neuron")) {
      for (int t : new int[] {1, 0}) {
        trials.add(
            new Trial(
                basis + t,
                Kind.MAIN,
                UNIT.layer(),
                UNIT.channel(),
                basis,
                t,
                List.of("a/1.png"),
                List.of("a/0.png"),
                List.of(t == 0 ? "b/2.png" : "b/3.png", "a/0.png"),
                0));
      }
    }
    new TrialSet("exp", model, 1, new TrialSet.Parameters(1, 2, 2, 0, 0), shown, trials)
        .write(folder);
  }

  /** A channel's activation at every position. */
  private float[] channel(String image, int channel) throws IOException {
    float[] input = SqueezeNetStudy.input(image);
    int crop = Architecture.named(MODEL).preprocessing().crop();
    try (Network network = SqueezeNetStudy.network(new Network.Options("cpu", true, false))) {
      float[] values =
          network
              .forward(input, 1, crop, Map.of(UNIT.layer(), Readout.POSITIONS), false)
              .sites()
              .get(UNIT.layer())
              .values();
      float[] map = new float[POSITIONS];
      for (int i = 0; i < POSITIONS; i++) {
        map[i] = values[i * CHANNELS + channel];
      }
      return map;
    }
  }

  private static double sum(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum;
  }

  private Map<String, String> files(String out) throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (var paths = Files.list(folder.resolve(out))) {
      for (Path file : paths.filter(f -> !f.endsWith(Checksums.LIST)).toList()) {
        files.put(
            file.getFileName().toString(),
            new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
      }
    }
    return files;
  }

  /** What the tool said on the error stream; empty where it did its work. */
  private String run(String out, String... more) {
    List<String> args = new ArrayList<>(List.of("locate", "--model", MODEL));
    args.addAll(List.of("--weights", folder + "/weights.safetensors"));
    args.addAll(List.of("--catalog", folder + "/catalog.csv", "--elements", folder.toString()));
    args.addAll(List.of("--trials", folder.toString(), "--out", folder.resolve(out).toString()));
    args.addAll(Arrays.asList(more));
    if (!args.contains("--threads")) {
      args.addAll(List.of("--threads", "1"));
    }
    return ToolRun.of(args).refusal();
  }
}
