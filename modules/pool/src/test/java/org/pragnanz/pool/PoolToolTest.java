package org.pragnanz.pool;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.cli.Main;
import org.pragnanz.data.ActivationStore;
import org.pragnanz.files.Npy;

class PoolToolTest {
  private static final float[] OF_A = {1, 50};
  private static final float[] OF_B = {4, 20};
  private static final float[] OF_C = {3, 20};
  private static final float[] OF_D = {2, 70};

  @TempDir Path folder;
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  @BeforeEach
  void writeUnits() throws IOException {
    Files.writeString(folder.resolve("units.csv"), "layer,channel\nconv1,0\nconv1,1\n");
  }

  @Test
  void ranksOverAllShardsInAnyOrder() throws Exception {
    shard("one", List.of("a", "c"), OF_A, OF_C);
    shard("two", List.of("b", "d"), OF_B, OF_D);
    assertThat(pool("2", "2", "one", "two")).isZero();
    String table =
        """
        layer,channel,basis,end,rank,image,activation
        conv1,0,neuron,top,1,b,4.0
        conv1,0,neuron,top,2,c,3.0
        conv1,0,neuron,bottom,1,a,1.0
        conv1,0,neuron,bottom,2,d,2.0
        conv1,1,neuron,top,1,d,70.0
        conv1,1,neuron,top,2,a,50.0
        conv1,1,neuron,bottom,1,b,20.0
        conv1,1,neuron,bottom,2,c,20.0
        """;
    assertThat(folder.resolve("pools.csv")).hasContent(table);
    assertThat(pool("2", "2", "two", "one")).isZero();
    assertThat(folder.resolve("pools.csv")).hasContent(table);
  }

  @Test
  void saysWhichNumberToLowerToWhat() throws Exception {
    shard("one", List.of("a", "b", "c", "d"), OF_A, OF_B, OF_C, OF_D);
    assertThat(pool("6", "2", "one")).isEqualTo(2);
    assertThat(errors())
        .contains(
            "--top 6 and --bottom 2 need 8 images, but there are 4: lower --top to 3 and --bottom to 1.");
    assertThat(folder.resolve("pools.csv")).doesNotExist();
  }

  @Test
  void refusesAnImageThatIsInTwoShards() throws Exception {
    shard("one", List.of("a", "c"), OF_A, OF_C);
    shard("two", List.of("b", "a"), OF_B, OF_A);
    assertThat(pool("1", "1", "one", "two")).isEqualTo(2);
    assertThat(errors()).contains("Image 'a' is in ", "give each shard once.");
  }

  @Test
  void refusesAnActivationThatIsNoNumber() throws Exception {
    shard("one", List.of("a", "b"), OF_A, new float[] {Float.NaN, 1});
    assertThat(pool("1", "1", "one")).isEqualTo(2);
    assertThat(errors()).contains("Unit conv1-0 has activation NaN for image 'b'");
  }

  @Test
  void refusesUnitsThatWereNotExtracted() throws Exception {
    shard("one", List.of("a", "b"), OF_A, OF_B);
    Files.writeString(folder.resolve("units.csv"), "layer,channel\nconv1,2\n");
    assertThat(pool("1", "1", "one")).isEqualTo(2);
    assertThat(errors())
        .contains("Unit conv1-2 is not among the activations: conv1 has channels 0 to 1.");
    Files.writeString(folder.resolve("units.csv"), "layer,channel\nconv9,0\n");
    assertThat(pool("1", "1", "one")).isEqualTo(2);
    assertThat(errors()).contains("has no activations of site 'conv9'");
  }

  @Test
  void refusesTheActivationsOfCrops() throws Exception {
    Path shard = folder.resolve("crops");
    Npy.write(ActivationStore.array(shard, "conv1"), new float[12], 2, 3, 2);
    images(shard, List.of("a", "b"));
    assertThat(pool("1", "1", "crops")).isEqualTo(2);
    assertThat(errors()).contains("have 3 rows an image; pool needs those of whole images.");
  }

  private void shard(String name, List<String> images, float[]... rows) throws IOException {
    float[] values = new float[rows.length * 2];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, values, 2 * i, 2);
    }
    Path shard = folder.resolve(name);
    Npy.write(ActivationStore.array(shard, "conv1"), values, rows.length, 2);
    images(shard, images);
  }

  private static void images(Path shard, List<String> images) throws IOException {
    ActivationStore.writeImages(shard, "conv1", images);
  }

  private int pool(String top, String bottom, String... shards) {
    List<String> line = new ArrayList<>(List.of("pool", "--activations"));
    List.of(shards).forEach(shard -> line.add(folder.resolve(shard).toString()));
    line.addAll(
        List.of(
            "--units",
            folder.resolve("units.csv").toString(),
            "--top",
            top,
            "--bottom",
            bottom,
            "--out",
            folder.resolve("pools.csv").toString()));
    PrintStream err = new PrintStream(errors, true, StandardCharsets.UTF_8);
    return Main.run(err, line.toArray(String[]::new));
  }

  private String errors() {
    return errors.toString(StandardCharsets.UTF_8);
  }
}
