package org.pragnanz.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.data.Recovery;
import org.pragnanz.data.StudiedUnit;
import org.pragnanz.data.Unit;

/** The study's stages, run on the phantom, find what was planted in it. */
@Tag("end-to-end")
class RecoveryTest {
  private static final List<String> SITES = List.of("detectors", "mix2", "mix3", "mix4");
  private static final int IMAGES = 600;

  /** The strongest images that a dictionary is learnt from; a pattern is shown on about 50. */
  private static final String TOP = "50";

  @TempDir private static Path folder;

  @BeforeAll
  static void runTheStudy() throws Exception {
    Command.run("phantom", "--phantom-images", "" + IMAGES, "--seed", "1", "--out", at("phantom"));
    Command.run("catalog", "--images", at("phantom/images"), "--out", at("catalog"));
    List<StudiedUnit> units = new ArrayList<>();
    for (String site : SITES) {
      for (int channel = 0; channel < 20; channel += 5) {
        units.add(new StudiedUnit("phantom", new Unit(site, channel), 0));
      }
    }
    StudiedUnit.write(folder.resolve("units.csv"), units);
    extract("means", "--rows", "images");
    Command.run(
        "pool",
        "--activations",
        at("means"),
        "--units",
        at("units.csv"),
        "--top",
        TOP,
        "--bottom",
        "10",
        "--out",
        at("pools.csv"));
    extract("positions", "--rows", "positions", "--pools", at("pools.csv"), "--strongest", TOP);
    ofUnits("factorize", "positions", "factors", "--rows", "positions", "--k", "10");
    ofUnits("element", "means", "elements", "--factors", at("factors"));
    Command.run(
        "recovery",
        "--truth",
        at("phantom/truth.csv"),
        "--contents",
        at("phantom/contents.csv"),
        "--elements",
        at("elements"),
        "--out",
        at("recovery.csv"));
  }

  @Test
  void dictionariesBeatNeuronsWhereSuperpositionWasPlantedAndNotElsewhere() throws IOException {
    List<Recovery> recovered = Recovery.read(folder.resolve("recovery.csv"));
    Map<String, Double> purity = mean(recovered, Recovery::purity);
    Map<String, Double> cosine = mean(recovered, Recovery::cosine);

    assertThat(purity.get("neuron1")).isGreaterThanOrEqualTo(0.95);
    assertThat(purity.get("craft1")).isCloseTo(purity.get("neuron1"), within(0.05));
    assertThat(cosine.get("neuron1")).isCloseTo(1, within(1e-6));
    assertThat(cosine.get("craft1")).isGreaterThan(0.95);
    for (int mixed = 2; mixed <= 4; mixed++) {
      assertThat(purity.get("craft" + mixed))
          .as("purity of dictionaries, %d mixed", mixed)
          .isGreaterThan(purity.get("neuron" + mixed) + 0.2)
          .isGreaterThan(0.8);
      assertThat(cosine.get("neuron" + mixed)).isCloseTo(1 / Math.sqrt(mixed), within(0.15));
      assertThat(cosine.get("craft" + mixed))
          .as("cosine of elements, %d mixed", mixed)
          .isGreaterThan(0.85);
    }
  }

  private static Map<String, Double> mean(
      List<Recovery> rows, java.util.function.ToDoubleFunction<Recovery> number) {
    return rows.stream()
        .collect(
            Collectors.groupingBy(
                row -> row.key().basis() + row.mixed(), Collectors.averagingDouble(number)));
  }

  private static void extract(String out, String... more) throws Exception {
    List<String> args = new ArrayList<>(List.of("extract", "--model", "phantom"));
    args.addAll(List.of("--weights", at("phantom/weights.safetensors")));
    args.addAll(List.of("--catalog", at("catalog/catalog.csv"), "--units", at("units.csv")));
    args.addAll(List.of(more));
    args.addAll(List.of("--out", at(out)));
    Command.run(args.toArray());
  }

  private static void ofUnits(String tool, String activations, String out, String... more)
      throws Exception {
    List<String> args = new ArrayList<>(List.of(tool, "--activations", at(activations)));
    args.addAll(
        List.of("--pools", at("pools.csv"), "--units", at("units.csv"), "--strongest", TOP));
    args.addAll(List.of(more));
    args.addAll(List.of("--out", at(out)));
    Command.run(args.toArray());
  }

  private static String at(String path) {
    return folder.resolve(path).toString();
  }
}
