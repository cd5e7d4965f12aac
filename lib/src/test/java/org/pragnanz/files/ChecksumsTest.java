package org.pragnanz.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.data.ActivationStore;
import org.pragnanz.data.Catalog;
import org.pragnanz.fault.InputException;

class ChecksumsTest {
  @TempDir Path folder;

  @Test
  void digestsAreThoseOfSha256sum() throws IOException {
    // printf abc | sha256sum
    String abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    assertThat(Checksums.sha256(new byte[] {97, 98, 99})).isEqualTo(abc);
    Files.createDirectories(folder.resolve("a"));
    Files.writeString(folder.resolve("a/with space.txt"), "abc");
    assertThat(Checksums.sha256(folder.resolve("a/with space.txt"))).isEqualTo(abc);

    Checksums.write(folder);

    assertThat(folder.resolve(Checksums.LIST)).hasContent(abc + "  a/with space.txt\n");
    assertThat(Checksums.read(folder.resolve(Checksums.LIST)))
        .containsEntry("a/with space.txt", abc);
  }

  @Test
  void aShardThatChangedAfterItWasWrittenIsNamed() throws IOException {
    Npy.write(ActivationStore.array(folder, "conv1"), new float[] {1, 2, 3, 4}, 2, 2);
    Files.writeString(ActivationStore.images(folder, "conv1"), "image\na\nb\n");
    Checksums.write(folder);
    try (ActivationStore whole = ActivationStore.open(List.of(folder), "conv1")) {
      assertThat(whole.read("b")).containsExactly(3, 4);
    }
    byte[] bytes = Files.readAllBytes(folder.resolve("conv1.npy"));
    bytes[bytes.length - 2] ^= 1;
    Files.write(folder.resolve("conv1.npy"), bytes);

    assertThatThrownBy(() -> ActivationStore.open(List.of(folder), "conv1"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("conv1.npy is not as it was written")
        .hasMessageContaining("delete the folder " + folder.toRealPath());
  }

  @Test
  void anImageThatChangedAfterItWasCataloguedIsNamed() throws IOException {
    Files.createDirectories(folder.resolve("images"));
    Path image = Files.writeString(folder.resolve("images/a.png"), "one");
    Path table = folder.resolve("catalog.csv");
    Catalog.write(table, List.of(new Catalog.Entry("a.png", "", 1, 1, Checksums.sha256(image))));
    assertThat(Catalog.read(table).bytes("a.png")).asString().isEqualTo("one");
    Files.writeString(image, "two");

    assertThatThrownBy(() -> Catalog.read(table).bytes("a.png"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'a.png' is not the file that was catalogued");
  }

  @Test
  void aListWithAStrangeLineIsRefused() throws IOException {
    Path list = Files.writeString(folder.resolve(Checksums.LIST), "abc  file\n");

    assertThatThrownBy(() -> Checksums.read(list))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("line 1");
  }
}
