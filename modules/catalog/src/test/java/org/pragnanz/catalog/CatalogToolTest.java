package org.pragnanz.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pragnanz.cli.Main;
import org.pragnanz.data.Catalog;
import org.pragnanz.image.Images;
import org.pragnanz.image.RgbImage;

class CatalogToolTest {
  @TempDir Path folder;
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();

  @Test
  void listsImagesByIdWithLabelsOfFoldersAndNames() throws Exception {
    image("images/n01440764/two words.png", 4, 3);
    image("images/n01440764/deeper/b.png", 5, 3);
    image("images/n02123045_cat.png", 6, 3);
    image("images/plain.png", 7, 3);
    image("images/.hidden/c.png", 8, 3);
    image("images/n01440764/.d.png", 9, 3);
    assertThat(catalog("images")).isZero();
    assertThat(listed())
        .containsExactly(
            "n01440764/deeper/b.png,n01440764,5,3",
            "n01440764/two words.png,n01440764,4,3",
            "n02123045_cat.png,n02123045,6,3",
            "plain.png,,7,3");
    assertThat(folder.resolve("out/rejected.csv")).hasContent("image,reason\n");
    Catalog read = Catalog.read(folder.resolve("out/catalog.csv"));
    for (Catalog.Entry entry : read.entries()) {
      assertThat(Images.read(read.bytes(entry.image())).width()).isEqualTo(entry.width());
    }
  }

  @Test
  void dropsAndReportsWhatDoesNotDecodeAndKeepsTheRest() throws Exception {
    image("images/good.png", 4, 3);
    image("images/cut.png", 40, 30);
    Path cut = folder.resolve("images/cut.png");
    byte[] whole = Files.readAllBytes(cut);
    Files.write(cut, Arrays.copyOf(whole, whole.length / 2));
    Files.writeString(folder.resolve("images/notes.txt"), "notes");
    Files.createSymbolicLink(folder.resolve("images/lost.png"), Path.of("nowhere.png"));
    assertThat(catalog("images", "--threads", "2")).isZero();
    assertThat(listed()).containsExactly("good.png,,4,3");
    assertThat(folder.resolve("out/rejected.csv"))
        .hasContent(
            """
            image,reason
            cut.png,the PNG file is cut off
            lost.png,"there is no such file, or it is a link to none"
            notes.txt,"neither JPEG, PNG, GIF, BMP, TIFF, WebP nor PNM"
            """);
  }

  @Test
  void doesNotReadAnArchiveAmongThePhotographsIntoMemory() throws Exception {
    image("images/a.png", 4, 3);
    try (RandomAccessFile file =
        new RandomAccessFile(folder.resolve("images/val.tar").toFile(), "rw")) {
      file.setLength(3L << 30); // a hole, which takes no room on the disk
    }
    assertThat(catalog("images")).isZero();
    assertThat(folder.resolve("out/rejected.csv"))
        .hasContent("image,reason\nval.tar,a file above 256 MiB\n");
  }

  @Test
  void followsLinksToImagesAndFolders() throws Exception {
    image("elsewhere/n01440764/a.png", 4, 3);
    image("elsewhere/single.png", 5, 3);
    Files.createDirectories(folder.resolve("images"));
    Files.createSymbolicLink(
        folder.resolve("images/n01440764"), folder.resolve("elsewhere/n01440764"));
    Files.createSymbolicLink(
        folder.resolve("images/b.png"), folder.resolve("elsewhere/single.png"));
    assertThat(catalog("images")).isZero();
    assertThat(listed()).containsExactly("b.png,,5,3", "n01440764/a.png,n01440764,4,3");
  }

  @Test
  void takesImagesAndLabelsFromAManifest() throws Exception {
    image("images/a.png", 4, 3);
    image("images/sub/b.png", 5, 3);
    image("images/not listed.png", 6, 3);
    Files.writeString(
        folder.resolve("images/list.csv"), "image,synset\nsub/b.png,n01440764\na.png,\n");
    assertThat(catalog("images/list.csv")).isZero();
    assertThat(listed()).containsExactly("a.png,,4,3", "sub/b.png,n01440764,5,3");
  }

  @Test
  void putsALabelsFileBeforeFolders() throws Exception {
    image("images/n01440764/a.png", 4, 3);
    labels("image,synset\nn01440764/a.png,n02123045\n");
    assertThat(catalog("images", "--labels", path("labels.csv"))).isZero();
    assertThat(listed()).containsExactly("n01440764/a.png,n02123045,4,3");
  }

  @Test
  void namesALabelThatIsNoSynsetAndAnImageThatIsNotThere() throws Exception {
    image("images/a.png", 4, 3);
    labels("image,synset\na.png,cat\n");
    assertThat(catalog("images", "--labels", path("labels.csv"))).isEqualTo(2);
    assertThat(errors()).contains("labels.csv, line 2: column 'synset' holds 'cat', no WordNet");
    labels("image,synset\nb.png,n02123045\n");
    assertThat(catalog("images", "--labels", path("labels.csv"))).isEqualTo(2);
    assertThat(errors()).contains("line 2: column 'image' names 'b.png', which is not among");
  }

  @Test
  void refusesAManifestThatPointsOutOfItsFolder() throws Exception {
    image("a.png", 4, 3);
    Files.createDirectories(folder.resolve("images"));
    Files.writeString(folder.resolve("images/list.csv"), "image\n../a.png\n");
    assertThat(catalog("images/list.csv")).isEqualTo(2);
    assertThat(errors()).contains("line 2: column 'image' must be a path below the manifest's");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "image, synset\na.png, n02119789\n",
        "image,Synset\na.png,n02119789\n",
        "image,wnid\na.png,n02119789\n",
        "Image,LABEL,split\na.png,n02119789,val\n",
        "ImageId,PredictionString\na,n02119789 10 20 100 120 n02119789 1 2 3 4\nb,n01440764 1 2 3 4\n",
      })
  void readsLabelsAsPeopleWriteThem(String table) throws Exception {
    image("images/a.png", 4, 3);
    labels(table);
    assertThat(catalog("images", "--labels", path("labels.csv"))).isZero();
    assertThat(listed()).containsExactly("a.png,n02119789,4,3");
    Files.writeString(folder.resolve("images/list.csv"), table);
    assertThat(catalog("images/list.csv")).isZero();
    assertThat(listed()).containsExactly("a.png,n02119789,4,3");
  }

  @Test
  void readsTheDevelopmentKitsClassNumbers() throws Exception {
    image("images/ILSVRC2012_val_00000001.png", 4, 3);
    image("images/ILSVRC2012_val_00000003.png", 5, 3);
    labels("1\n7\n1000\n"); // kit fox, ..., dumbbell
    assertThat(catalog("images", "--labels", path("labels.csv"))).isZero();
    assertThat(listed())
        .containsExactly(
            "ILSVRC2012_val_00000001.png,n02119789,4,3",
            "ILSVRC2012_val_00000003.png,n03255030,5,3");
    labels("1\n1001\n");
    assertThat(catalog("images", "--labels", path("labels.csv"))).isEqualTo(2);
    assertThat(errors()).contains("labels.csv, line 2 holds '1001', no class from 1 to 1000.");
  }

  @Test
  void refusesTablesThatDoNotSayWhatIsALabel() throws Exception {
    image("images/a.png", 4, 3);
    refuses("image,kind\na.png,n02119789\n", "has no column of labels: 'kind' is none");
    refuses("a.png,n02119789\n", "has no header; the first line must be image,synset.");
    refuses(
        "image,synset\na.png,n02119789\na.png,n01440764\n",
        "line 3: column 'image' names 'a.png' as n01440764, and line 2 as n02119789; keep one.");
    refuses("image;synset\na.png;n02119789\n", "separates its fields by ';'; save it with");
    refuses("image,synset,synset\na.png,n02119789,n01440764\n", "names the column 'synset' twice");
  }

  private void refuses(String table, String why) throws IOException {
    labels(table);
    assertThat(catalog("images", "--labels", path("labels.csv"))).isEqualTo(2);
    assertThat(errors()).contains(why);
  }

  @Test
  void refusesANameThatNoFileCanHave() throws Exception {
    image("images/a.png", 4, 3);
    Files.writeString(folder.resolve("images/list.csv"), "image,synset\na\0.png,n02119789\n");
    assertThat(catalog("images/list.csv")).isEqualTo(2);
    assertThat(errors())
        .contains("list.csv, line 2: column 'image' holds a character that no file");
  }

  /** Thousands of photographs take hours: what a table says wrong is said before. */
  @Test
  void namesAnUnknownSynsetBeforeItDecodesAnything() throws Exception {
    Files.createDirectories(folder.resolve("images"));
    Files.writeString(folder.resolve("images/a.png"), "no picture");
    labels("image,synset\na.png,n99999999\n");
    assertThat(catalog("images", "--labels", path("labels.csv"))).isEqualTo(2);
    assertThat(errors()).contains("'n99999999', which is no noun synset");
  }

  @Test
  void readsTheSynsetThatAFolderBeginsWith() throws Exception {
    image("images/n02119789_kit_fox/fox.png", 4, 3);
    assertThat(catalog("images")).isZero();
    assertThat(listed()).containsExactly("n02119789_kit_fox/fox.png,n02119789,4,3");
  }

  @Test
  void saysThatThereIsNothingToStudy() throws Exception {
    Files.createDirectories(folder.resolve("images"));
    assertThat(catalog("images")).isEqualTo(2);
    assertThat(errors()).contains("images holds no files; --images needs a folder of images");
    Files.writeString(folder.resolve("images/a.txt"), "a");
    Files.writeString(folder.resolve("images/b.txt"), "b");
    assertThat(catalog("images")).isEqualTo(2);
    assertThat(errors()).contains("None of the 2 files of ", "the first, 'a.txt': neither JPEG");
    assertThat(catalog("missing")).isEqualTo(2);
    assertThat(errors()).contains("--images: there is no file or folder ");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  /** The rows of the catalog but for the files' digests. */
  private List<String> listed() throws IOException {
    List<String> lines = Files.readAllLines(folder.resolve("out/catalog.csv"));
    assertThat(lines.get(0)).isEqualTo("image,synset,width,height,sha256");
    return lines.stream().skip(1).map(line -> line.substring(0, line.lastIndexOf(','))).toList();
  }

  private void image(String name, int width, int height) throws IOException {
    Images.writePng(
        folder.resolve(name), new RgbImage(width, height, new byte[3 * width * height]));
  }

  private void labels(String table) throws IOException {
    Files.writeString(folder.resolve("labels.csv"), table);
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private int catalog(String images, String... options) {
    List<String> line =
        new ArrayList<>(List.of("catalog", "--images", path(images), "--out", path("out")));
    line.addAll(List.of(options));
    return Main.run(
        new PrintStream(errors, true, StandardCharsets.UTF_8), line.toArray(String[]::new));
  }

  private String errors() {
    return errors.toString(StandardCharsets.UTF_8);
  }
}
