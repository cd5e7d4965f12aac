package org.pragnanz.alignment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.basis.Bases;
import org.pragnanz.cli.Main;
import org.pragnanz.data.Pools;
import org.pragnanz.data.Unit;
import org.pragnanz.files.Npy;

class AlignmentToolTest {
  @TempDir Path folder;

  @Test
  void writesTheSparsityOfEveryElementOfEveryDictionary() throws IOException {
    // On an axis, on the diagonal, (3, 4, 0, 0): (2 - 7/5) / (2 - 1), and without direction.
    float[] dictionary = {0, 2, 0, 0, 1, 1, 1, 1, 3, 4, 0, 0, 0, 0, 0, 0};
    Unit unit = new Unit("site", 3);
    Npy.write(Bases.dictionary(folder, new Pools.Key(unit, "craft")), dictionary, 4, 4);
    Bases.write(
        folder,
        List.of(
            new Bases.Chosen(new Pools.Key(unit, "craft"), 2, 0.5, 4),
            new Bases.Chosen(new Pools.Key(unit, "neuron"), -1, 1, 4)));
    Path out = folder.resolve("alignment.csv");
    int code =
        Main.run(
            "alignment",
            "--model",
            "vgg16",
            "--elements",
            folder.toString(),
            "--out",
            out.toString());
    assertThat(code).isZero();
    assertThat(Files.readString(out))
        .isEqualTo(
            """
            model,layer,channel,element,hoyer,selected
            vgg16,site,3,0,1.0,0
            vgg16,site,3,1,0.0,0
            vgg16,site,3,2,0.6000000000000001,1
            vgg16,site,3,3,,0
            """);
  }
}
