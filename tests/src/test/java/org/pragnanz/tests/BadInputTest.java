package org.pragnanz.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.testing.Patience;

/**
 * Bad input as a user meets it, through {@code bin/pragnanz}: one sentence that names the file or
 * the number, exit code 2, nothing half-written, and what an earlier call wrote left as it was.
 */
@Tag("end-to-end")
class BadInputTest {
  private static final Path ROOT =
      Path.of(System.getProperty("pragnanz.root", "..")).toAbsolutePath().normalize();

  /** Progress, and what Java itself says of the module that factorize needs. */
  private static final String NO_MESSAGE =
      "[\\d,]+ of [\\d,]+ \\w+, .* a (second|minute).*|WARNING: Using incubator modules: jdk\\.incubator\\.vector";

  /** A finished small study, for tools to go wrong on: 40 images, pools of 20 and 15. */
  @TempDir static Path good;

  @TempDir Path folder;

  /**
   * @param exit the exit code
   * @param errors standard error, without progress
   */
  private record Outcome(int exit, List<String> errors) {
    void isRefused(String sentence) {
      assertThat(errors).containsExactly(sentence);
      assertThat(exit).isEqualTo(2);
    }
  }

  @BeforeAll
  static void makeAStudy() throws Exception {
    Files.writeString(good.resolve("units.csv"), "layer,channel\ngabor,111\nmix2,6\n");
    for (String call :
        List.of(
            "phantom --phantom-images 40 --seed 0 --out phantom",
            "catalog --images phantom/images --out catalog",
            "units --model phantom --units units.csv --out studied.csv",
            "extract --model phantom --weights phantom/weights.safetensors"
                + " --catalog catalog/catalog.csv --units studied.csv --rows images --out activations",
            "pool --activations activations --units studied.csv --top 20 --bottom 15"
                + " --out pools.csv")) {
      assertThat(in(good, call)).isEqualTo(new Outcome(0, List.of()));
    }
  }

  @Test
  void anEmptyFolder() throws Exception {
    Files.createDirectories(folder.resolve("images/n01440764"));

    run("catalog --images images --out out")
        .isRefused(
            "catalog: images holds no files; --images needs a folder of images or a table of them.");
    assertThat(written()).isEmpty();
  }

  @Test
  void aFolderOfTextFilesLeavesTheCatalogBeforeIt() throws Exception {
    write("images/a.txt", "a picture is worth a thousand words");
    write("images/b.md", "# b");
    write("out/catalog.csv", "image,synset,width,height,sha256\n");

    run("catalog --images images --out out")
        .isRefused(
            "catalog: None of the 2 files of images is an image that decodes; the first, 'a.txt':"
                + " neither JPEG, PNG, GIF, BMP, TIFF, WebP nor PNM.");
    assertThat(written()).containsExactly("images/a.txt", "images/b.md", "out/catalog.csv");
    assertThat(folder.resolve("out/catalog.csv")).hasContent("image,synset,width,height,sha256\n");
  }

  @Test
  void aCorruptJpegAmongGoodImagesIsReportedAndTheRestUsed() throws Exception {
    copyOfImages("images");
    write("images/broken.jpg", "\u00ff\u00d8\u00ff\u00e0 and no more");

    assertThat(in(folder, "catalog --images images --out out"))
        .isEqualTo(
            new Outcome(
                0, List.of("40 of 41 files are images; dropped: 1 (out/rejected.csv says why).")));
    assertThat(Files.readAllLines(folder.resolve("out/rejected.csv")))
        .hasSize(2)
        .last()
        .asString()
        .startsWith("broken.jpg,");
    assertThat(folder.resolve("out/catalog.csv"))
        .hasSameTextualContentAs(good.resolve("catalog/catalog.csv"));
  }

  @Test
  void aTruncatedCheckpointLeavesTheOneBeforeIt() throws Exception {
    byte[] whole = Files.readAllBytes(good.resolve("phantom/weights.safetensors"));
    Files.write(folder.resolve("cut.safetensors"), Arrays.copyOf(whole, 20_000));
    Files.write(folder.resolve("out.safetensors"), whole);

    Outcome outcome =
        in(folder, "weights --model phantom --weights cut.safetensors --out out.safetensors");
    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.errors())
        .singleElement()
        .asString()
        .matches(
            "weights: cut\\.safetensors is a damaged safetensors file \\(it is cut off: its tensors"
                + " need \\d+ bytes, it holds \\d+\\); get it again\\.");
    assertThat(written()).containsExactly("cut.safetensors", "out.safetensors");
    assertThat(folder.resolve("out.safetensors")).hasBinaryContent(whole);
  }

  @Test
  void aCheckpointOfAnotherNetwork() throws Exception {
    Path weights = good.resolve("phantom/weights.safetensors");

    run("weights --model resnet18 --weights " + weights + " --out out.safetensors")
        .isRefused(
            "weights: %s is a checkpoint of phantom, not of resnet18; give `--model phantom`, or weights of resnet18."
                .formatted(weights));
    assertThat(written()).isEmpty();
  }

  @Test
  void unitsOfALayerOrAChannelThatDoesNotExist() throws Exception {
    write("layer.csv", "layer,channel\ngabor,3\nlayer9,0\n");
    write("channel.csv", "layer,channel\ngabor,3\ngabor,160\n");

    run("units --model phantom --units layer.csv --out units.csv")
        .isRefused(
            "units: layer.csv, line 3: column 'layer' is no site: phantom has no layer 'layer9'; the"
                + " nearest are gabor, random, mix2, and `pragnanz layers --model phantom` lists all 6.");
    run("units --model phantom --units channel.csv --out units.csv")
        .isRefused(
            "units: channel.csv, line 3: column 'channel' is 160, but gabor of phantom has channels 0 to 159.");
    assertThat(written()).containsExactly("channel.csv", "layer.csv");
  }

  @Test
  void poolsLargerThanTheImageSet() throws Exception {
    run("pool --activations %1$s/activations --units %1$s/studied.csv --top 30 --bottom 15 --out pools.csv")
        .isRefused(
            "pool: --top 30 and --bottom 15 need 45 images, but there are 40: lower --top to 26 and --bottom to 14.");
    assertThat(written()).isEmpty();
  }

  @Test
  void aLabelThatIsNoSynset() throws Exception {
    Path image = good.resolve("phantom/images/n01530575/00000.png");
    Files.createDirectories(folder.resolve("images/n99999999"));
    Files.copy(image, folder.resolve("images/n99999999/a.png"));

    run("catalog --images images --out out")
        .isRefused(
            "catalog: Image 'n99999999/a.png' has the label 'n99999999', which is no noun synset of"
                + " WordNet 3.0 (such as n02084071); correct its folder's name or the labels file.");
    assertThat(written()).containsExactly("images/n99999999/a.png");
  }

  @Test
  void moreElementsThanTheMatrixHolds() throws Exception {
    run("factorize --activations %1$s/activations --pools %1$s/pools.csv --units %1$s/studied.csv"
            + " --strongest 15 --rows images --k 16 --out out")
        .isRefused(
            "factorize: Unit gabor-111 has a 15×160 matrix (15 images); lower --k from 16 to at most 15.");
    assertThat(written()).isEmpty();
  }

  @Test
  void aFullDiskLeavesWhatWasThereAndNoPartOfAFile() throws Exception {
    Path disk = Files.createDirectories(folder.resolve("disk"));
    assumeTrue(
        succeeds("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.toString()),
        "needs the right to mount a small disk");
    try {
      String pool =
          "pool --activations %1$s/activations --units %1$s/studied.csv --top 20 --bottom 15 --out disk/pools.csv";
      assertThat(run(pool)).isEqualTo(new Outcome(0, List.of()));
      byte[] before = Files.readAllBytes(disk.resolve("pools.csv"));

      run("weights --model phantom --weights %1$s/phantom/weights.safetensors --out disk/w.safetensors")
          .isRefused("weights: The disk is full; free some space and run again.");
      assertThat(written()).containsExactly("disk/pools.csv");
      assertThat(disk.resolve("pools.csv")).hasBinaryContent(before);
    } finally {
      succeeds("umount", disk.toString());
    }
  }

  /** Runs a tool in the test's folder; {@code %1$s} stands for the finished study. */
  private Outcome run(String call) throws Exception {
    return in(folder, call.formatted(good));
  }

  private static Outcome in(Path where, String call) throws Exception {
    List<String> command = new ArrayList<>(List.of(ROOT.resolve("bin/pragnanz").toString()));
    command.addAll(List.of(call.split(" ")));
    command.addAll(List.of("--threads", "1"));
    Path errors = Files.createTempFile("pragnanz", ".err");
    try {
      ProcessBuilder builder = new ProcessBuilder(command).directory(where.toFile());
      builder.environment().put("PRAGNANZ_HEAP", "512m");
      Process process =
          builder
              .redirectError(errors.toFile())
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      return new Outcome(
          Patience.await(process, Duration.ofMinutes(1), call, errors),
          Files.readAllLines(errors, StandardCharsets.UTF_8).stream()
              .filter(line -> !line.matches(NO_MESSAGE))
              .toList());
    } finally {
      Files.delete(errors);
    }
  }

  private static boolean succeeds(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false; // no such command
    }
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(folder.resolve(file).getParent());
    Files.writeString(folder.resolve(file), text, StandardCharsets.ISO_8859_1);
  }

  private void copyOfImages(String to) throws IOException {
    Path from = good.resolve("phantom/images");
    for (Path image : files(from)) {
      Path copy = folder.resolve(to).resolve(from.relativize(image).toString());
      Files.createDirectories(copy.getParent());
      Files.copy(image, copy);
    }
  }

  /** Every file below the test's folder, hidden ones and links too. */
  private List<String> written() throws IOException {
    return files(folder).stream().map(file -> folder.relativize(file).toString()).toList();
  }

  private static List<Path> files(Path top) throws IOException {
    try (Stream<Path> files = Files.walk(top)) {
      return files.filter(file -> !Files.isDirectory(file)).sorted().toList();
    }
  }
}
