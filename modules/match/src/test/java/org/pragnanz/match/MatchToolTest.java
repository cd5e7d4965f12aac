package org.pragnanz.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.data.Catalog;
import org.pragnanz.data.Pools;
import org.pragnanz.data.StudiedUnit;
import org.pragnanz.data.Unit;
import org.pragnanz.testing.SmallPools;
import org.pragnanz.testing.ToolRun;
import org.pragnanz.trial.Contrast;
import org.pragnanz.trial.Matching;
import org.pragnanz.trial.TrialKey;

class MatchToolTest {
  private static final String TENCH = "n01440764";
  private static final String TEAPOT = "n04398044";
  private static final Unit FISH = new Unit("features.3", 1);
  private static final Unit MIXED = new Unit("features.3", 2);

  @TempDir Path dir;
  private final Map<Pools.Key, Pools.Pool> pools = new HashMap<>();
  private String err = "";

  /** Unit FISH can be matched in both bases; unit MIXED cannot in basis craft. */
  @BeforeEach
  void makeAStudy() throws IOException {
    List<String> tenches = SmallPools.images(TENCH, 60);
    List<String> teapots = SmallPools.images(TEAPOT, 60);
    Catalog.write(
        dir.resolve("catalog.csv"),
        SmallPools.entries(Stream.concat(tenches.stream(), teapots.stream()).toList()));
    StudiedUnit.write(
        dir.resolve("units.csv"),
        List.of(
            new StudiedUnit("squeezenet1_1", FISH, 0.1),
            new StudiedUnit("squeezenet1_1", MIXED, 0.1)));
    for (String basis : List.of("neuron", "craft")) {
      pools.put(
          new Pools.Key(FISH, basis),
          SmallPools.pool(tenches.subList(0, 20), tenches.subList(30, 60)));
    }
    pools.put(
        new Pools.Key(MIXED, "neuron"),
        SmallPools.pool(teapots.subList(0, 20), teapots.subList(30, 60)));
    pools.put(
        new Pools.Key(MIXED, "craft"),
        SmallPools.pool(teapots.subList(0, 20), tenches.subList(30, 60)));
    Pools.write(dir.resolve("pools.csv"), pools);
  }

  private int match(String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "match",
                "--catalog",
                dir.resolve("catalog.csv").toString(),
                "--pools",
                dir.resolve("pools.csv").toString(),
                "--units",
                dir.resolve("units.csv").toString(),
                "--out",
                dir.resolve("out").toString(),
                "--seed",
                "1"));
    args.addAll(List.of(more));
    if (!args.contains("--from")) {
      args.addAll(List.of("--from", "20"));
    }
    ToolRun run = ToolRun.of(args);
    err = run.said();
    return run.code();
  }

  private List<String> lines(String file) throws IOException {
    return Files.readAllLines(dir.resolve("out").resolve(file));
  }

  @Test
  void drawsFromTheWeakestInExperimentOne() throws IOException {
    assertThat(match("--contrast", "weakest", "--weakest", "12")).isZero();
    Map<TrialKey, Contrast> contrasts = Contrast.read(dir.resolve("out/contrasts.csv"));
    assertThat(contrasts).hasSize(2 * 2 * 10);
    contrasts.forEach(
        (key, contrast) ->
            assertThat(Stream.concat(contrast.panel().stream(), Stream.of(contrast.foil())))
                .extracting(Contrast.Chosen::image)
                .hasSize(10)
                .doesNotHaveDuplicates()
                .isSubsetOf(
                    pools.get(key.unit()).bottom().subList(0, 12).stream()
                        .map(Pools.Ranked::image)
                        .toList()));
    assertThat(lines("unmatched.csv")).hasSize(1);
  }

  @Test
  void aUnitThatCannotBeControlledLeavesEveryBasis() throws IOException {
    assertThat(match("--contrast", "matched", "--weakest", "30")).isZero();
    assertThat(Contrast.read(dir.resolve("out/contrasts.csv")).keySet())
        .extracting(key -> key.unit().unit())
        .containsOnly(FISH);
    assertThat(lines("matching.csv"))
        .containsExactly(
            "layer,channel,basis,climbs", "features.3,1,craft,0", "features.3,1,neuron,0");
    assertThat(lines("unmatched.csv"))
        .hasSize(11)
        .contains("features.3,2,craft,0,0 of 10 images match after 4 climbs");
  }

  @Test
  void writesTheSameWhateverElseIsStudied() throws IOException {
    assertThat(match("--contrast", "matched", "--weakest", "30")).isZero();
    String both = Files.readString(dir.resolve("out/contrasts.csv"));
    StudiedUnit.write(
        dir.resolve("units.csv"), List.of(new StudiedUnit("squeezenet1_1", FISH, 0.1)));
    assertThat(match("--contrast", "matched", "--weakest", "30", "--threads", "1")).isZero();
    assertThat(dir.resolve("out/contrasts.csv")).hasContent(both);
  }

  @Test
  void writesATargetForEveryTrialThatItMatches() throws IOException {
    assertThat(match("--contrast", "matched", "--weakest", "30")).isZero();
    Matching written =
        Matching.read(dir.resolve("out"), pools, Catalog.read(dir.resolve("catalog.csv")));
    assertThat(written.from()).isEqualTo(20);
    assertThat(written.targets()).hasSize(2 * 10);
    assertThat(lines("targets.csv"))
        .hasSize(1 + 2 * 10 * 10)
        .startsWith("layer,channel,basis,trial,role,position,image,from");
  }

  @Test
  void experimentsThatDifferInTheContrastsShowTheSameReferences() throws IOException {
    StudiedUnit.write(
        dir.resolve("units.csv"), List.of(new StudiedUnit("squeezenet1_1", FISH, 0.1)));
    assertThat(match("--contrast", "matched", "--weakest", "30")).isZero();
    List<String> targets = lines("targets.csv");
    List<String> contrasts = lines("contrasts.csv");
    assertThat(match("--contrast", "weakest", "--weakest", "30")).isZero();
    assertThat(lines("targets.csv")).isEqualTo(targets);
    assertThat(lines("contrasts.csv")).isNotEqualTo(contrasts);
  }

  @Test
  void refusesALabelThatIsNoSynset() throws IOException {
    Path catalog = dir.resolve("catalog.csv");
    Files.writeString(
        catalog,
        Files.readString(catalog)
            .replace("n01440764/031.png,n01440764", "n01440764/031.png,tench"));
    assertThat(match("--contrast", "matched", "--weakest", "30")).isEqualTo(2);
    assertThat(err).contains("'n01440764/031.png'").contains("'tench'").hasLineCount(1);
    assertThat(dir.resolve("out")).doesNotExist();
  }

  @Test
  void refusesAnImageWithoutALabel() throws IOException {
    Path catalog = dir.resolve("catalog.csv");
    Files.writeString(
        catalog,
        Files.readString(catalog).replace("n01440764/031.png,n01440764", "n01440764/031.png,"));
    assertThat(match("--contrast", "matched", "--weakest", "30")).isEqualTo(2);
    assertThat(err).contains("'n01440764/031.png' has no label").hasLineCount(1);
    assertThat(match("--contrast", "weakest", "--weakest", "30")).isZero();
  }

  @Test
  void saysWhichNumberToLower() {
    assertThat(match("--contrast", "weakest", "--from", "21")).isEqualTo(2);
    assertThat(err).endsWith("lower --from to 20.\n");
    assertThat(match("--contrast", "weakest", "--weakest", "31")).isEqualTo(2);
    assertThat(err).endsWith("lower --weakest to 30.\n");
    assertThat(match("--contrast", "weakest", "--weakest", "9")).isEqualTo(1);
    assertThat(err).contains("greater than --references (9)");
  }

  @Test
  void saysSoWhereNoUnitCanBeMatched() throws IOException {
    StudiedUnit.write(
        dir.resolve("units.csv"), List.of(new StudiedUnit("squeezenet1_1", MIXED, 0.1)));
    assertThat(match("--contrast", "matched", "--weakest", "30")).isEqualTo(2);
    assertThat(err)
        .contains("No unit can be matched (features.3-2-craft, trial 0: 0 of 10")
        .hasLineCount(1);
    assertThat(dir.resolve("out")).doesNotExist();
  }
}
