package org.pragnanz.phantom;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.cli.Main;
import org.pragnanz.files.Npy;

class RecoveryToolTest {
  @TempDir private Path folder;
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  @BeforeEach
  void writeTables() throws IOException {
    write(
        "truth.csv",
        """
        layer,pattern,channel,weight
        mix,dots,0,1
        mix,rings,0,1
        mix,rings,1,1
        """);
    write(
        "contents.csv",
        """
        image,pattern,area
        a.png,dots,0.1
        a.png,rings,0.2
        b.png,rings,0.1
        c.png,dots,0.3
        d.png,waves,0.3
        """);
    write(
        "elements/elements.csv",
        """
        layer,channel,basis,element,frequency,channels
        mix,0,craft,1,0.5,2
        mix,0,neuron,-1,1,2
        other,3,neuron,-1,1,8
        """);
    write(
        "elements/pools.csv",
        """
        layer,channel,basis,end,rank,image,activation
        mix,0,craft,top,1,a.png,3
        mix,0,craft,top,2,b.png,2
        mix,0,neuron,top,1,a.png,3
        mix,0,neuron,top,2,b.png,2
        mix,0,neuron,top,3,c.png,1
        mix,0,neuron,top,4,d.png,1
        other,3,neuron,top,1,a.png,1
        """);
    Npy.write(
        folder.resolve("elements/dictionaries/mix-0-craft.npy"), new float[] {1, 0, 2, 2}, 2, 2);
  }

  @Test
  void givesCosineToTheNearestPlantedDirectionAndPurityOfTheStrongestImages() throws IOException {
    assertThat(recovery()).isZero();

    // dots is planted along (1, 0), rings along (1, 1). Two of the neuron's four images show dots,
    // two show rings; both of the element's show rings.
    assertThat(folder.resolve("recovery.csv"))
        .hasContent(
            """
            layer,channel,basis,mixed,pattern,cosine,purity
            mix,0,craft,2,rings,1.0,1.0
            mix,0,neuron,2,dots,1.0,0.5
            """);
  }

  @Test
  void saysSoWhereTheContentsAreOfAnotherRun() throws IOException {
    write("contents.csv", "image,pattern,area\nz.png,dots,0.1\n");

    assertThat(recovery()).isEqualTo(2);
    assertThat(errors.toString(StandardCharsets.UTF_8)).contains("no image 'a.png'");
    assertThat(folder.resolve("recovery.csv")).doesNotExist();
  }

  @Test
  void saysSoWhereTheTruthIsOfAnotherNetwork() throws IOException {
    write("truth.csv", "layer,pattern,channel,weight\nmix,dots,5,1\n");

    assertThat(recovery()).isEqualTo(2);
    assertThat(errors.toString(StandardCharsets.UTF_8)).contains("6 channels at site mix");
  }

  @Test
  void phantomDoesNotMixItsImagesWithThoseOfAnotherRun() throws IOException {
    Files.createDirectories(folder.resolve("images"));

    assertThat(tool("phantom", "--phantom-images", "20", "--out", folder.toString())).isEqualTo(2);
    assertThat(tool("phantom", "--phantom-images", "0", "--out", folder.toString())).isEqualTo(1);
  }

  private int recovery() {
    return tool(
        "recovery",
        "--truth",
        folder.resolve("truth.csv").toString(),
        "--contents",
        folder.resolve("contents.csv").toString(),
        "--elements",
        folder.resolve("elements").toString(),
        "--out",
        folder.resolve("recovery.csv").toString());
  }

  private int tool(String... args) {
    return Main.run(new PrintStream(errors, true, StandardCharsets.UTF_8), args);
  }

  private void write(String file, String text) throws IOException {
    Path path = folder.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }
}
