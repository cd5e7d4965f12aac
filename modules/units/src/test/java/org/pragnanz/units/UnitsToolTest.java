package org.pragnanz.units;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.pragnanz.cli.Main;
import org.pragnanz.data.StudiedUnit;
import org.pragnanz.nn.description.Architecture;
import org.pragnanz.nn.description.Site;

class UnitsToolTest {
  private static final Architecture SQUEEZENET = Architecture.named("squeezenet1_1");

  @TempDir Path folder;
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  @Property(tries = 50)
  void drawsNoUnitTwiceInOrderOfDepthAndASmallerCountAPartOfALarger(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int count) {
    List<StudiedUnit> units = new Sampling(SQUEEZENET).draw(count, seed);
    assertThat(units).hasSize(count).doesNotHaveDuplicates();
    assertThat(units.stream().map(StudiedUnit::depth).toList()).isSorted();
    assertThat(new Sampling(SQUEEZENET).draw(count + 20, seed)).containsAll(units);
    for (StudiedUnit unit : units) {
      Site site = SQUEEZENET.site(unit.unit().layer());
      assertThat(unit.unit().channel()).isBetween(0, site.channels() - 1);
      assertThat(unit.depth()).isEqualTo(site.depth());
    }
  }

  @Test
  void givesEveryLayerTheSameChanceHoweverWideItIs() {
    Map<String, Integer> counts = new HashMap<>();
    for (int seed = 0; seed < 4000; seed++) {
      String layer = new Sampling(SQUEEZENET).draw(1, seed).get(0).unit().layer();
      counts.merge(layer, 1, Integer::sum);
    }
    double expected = 4000.0 / SQUEEZENET.sites().size();
    assertThat(counts).hasSameSizeAs(SQUEEZENET.sites());
    // Five standard deviations of a binomial count.
    counts.values().forEach(n -> assertThat(n).isCloseTo((int) expected, within(62)));
  }

  @Test
  void canDrawEveryUnitButNoMore() throws Exception {
    int all = SQUEEZENET.sites().stream().mapToInt(Site::channels).sum();
    assertThat(new HashSet<>(new Sampling(SQUEEZENET).draw(all, 1))).hasSize(all);
    assertThat(units("--unit-count", String.valueOf(all + 1), "--seed", "1")).isEqualTo(1);
    assertThat(errors()).contains("squeezenet1_1 has " + all + " units; ask for at most that");
  }

  @Test
  void completesAGivenListInOrderOfDepth() throws Exception {
    given("layer,channel\nlayer4.2.bn3,2047\nlayer1.0.bn1,7\nbn1,63\nlayer1.0.bn1,3\n");
    assertThat(run("--model", "resnet50", "--units", file("given.csv"))).isZero();
    assertThat(folder.resolve("units.csv"))
        .hasContent(
            """
            model,layer,channel,depth
            resnet50,bn1,63,0.0
            resnet50,layer1.0.bn1,3,%s
            resnet50,layer1.0.bn1,7,%s
            resnet50,layer4.2.bn3,2047,1.0
            """
                .formatted(1 / 48.0, 1 / 48.0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "layer9.0.bn1,3 | line 3: column 'layer' is no site: resnet50 has no layer 'layer9.0.bn1'",
        "layer1.0.bn1,64 | line 3: column 'channel' is 64, but layer1.0.bn1 of resnet50 has channels 0 to 63",
        "layer1.0.bn1,-1 | line 3: column 'channel' is -1, but layer1.0.bn1 of resnet50 has channels 0 to 63",
        "layer1.0.bn1,x | line 3: column 'channel' holds 'x', not a whole number",
        "bn1,1 | line 3: column 'channel' names unit bn1-1 a second time",
      })
  void namesTheRowThatIsWrong(String row, String message) throws Exception {
    given("layer,channel\nbn1,1\n" + row + "\n");
    assertThat(run("--model", "resnet50", "--units", file("given.csv"))).isEqualTo(2);
    assertThat(errors()).contains("given.csv, " + message);
    assertThat(folder.resolve("units.csv")).doesNotExist();
  }

  @Test
  void refusesUnitsOfAnotherModelAndAnEmptyList() throws Exception {
    given("model,layer,channel\nvgg16,bn1,1\n");
    assertThat(run("--model", "resnet50", "--units", file("given.csv"))).isEqualTo(2);
    assertThat(errors()).contains("column 'model' names 'vgg16', but --model is 'resnet50'");
    given("layer,channel\n");
    assertThat(run("--model", "resnet50", "--units", file("given.csv"))).isEqualTo(2);
    assertThat(errors()).contains("names no unit; it needs rows of layer,channel.");
  }

  private void given(String table) throws IOException {
    Files.writeString(folder.resolve("given.csv"), table);
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private int units(String... options) {
    String[] line = new String[options.length + 2];
    line[0] = "--model";
    line[1] = "squeezenet1_1";
    System.arraycopy(options, 0, line, 2, options.length);
    return run(line);
  }

  private int run(String... options) {
    String[] line = new String[options.length + 3];
    line[0] = "units";
    System.arraycopy(options, 0, line, 1, options.length);
    line[line.length - 2] = "--out";
    line[line.length - 1] = file("units.csv");
    return Main.run(new PrintStream(errors, true, StandardCharsets.UTF_8), line);
  }

  private String errors() {
    return errors.toString(StandardCharsets.UTF_8);
  }
}
