package org.pragnanz.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.pragnanz.files.Csv;

/** Against Pillow's pixels; {@code make_fixtures.py} beside {@code pillow.csv} made both. */
class ImagesTest {
  @TempDir Path folder;

  private record Fixture(String name, byte[] file) {
    static Fixture named(String name) throws IOException {
      return Csv.read(
              Path.of("src/test/resources/org/pragnanz/image/pillow.csv"),
              row -> new Fixture(row.text("name"), Base64.getDecoder().decode(row.text("base64"))))
          .stream()
          .filter(fixture -> fixture.name.equals(name))
          .findFirst()
          .orElseThrow();
    }
  }

  @ParameterizedTest(name = "{0}")
  @CsvFileSource(
      resources = "pillow.csv",
      useHeadersInDisplayName = false,
      numLinesToSkip = 1,
      maxCharsPerColumn = 20000)
  void readsPillowsPixels(String name, int width, int height, long crc32, String base64)
      throws Exception {
    RgbImage image = Images.read(write(name, Base64.getDecoder().decode(base64)));
    assertThat(List.of(image.width(), image.height())).containsExactly(width, height);
    assertThat(crc32(image.pixels())).isEqualTo(crc32);
  }

  @Test
  void goesByContentAndNotByName() throws Exception {
    Path file = write("photo.JPEG", Fixture.named("colour.png").file());
    assertThat(Images.read(file).width()).isEqualTo(29);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"colour420.jpg", "progressive.jpg", "cmyk.jpg", "colour.png", "palette.png"})
  void refusesAFileThatEndsTooEarlyWhereverItEnds(String name) throws Exception {
    byte[] whole = Fixture.named(name).file();
    for (int length = 0; length < whole.length; length++) {
      Path file = write(name, Arrays.copyOf(whole, length));
      assertThatThrownBy(() -> Images.read(file))
          .as("the first %d bytes of %d", length, whole.length)
          .isInstanceOf(UnreadableImageException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"palette.gif", "colour.bmp", "colour.tif", "palette.tif"})
  void refusesHalfAFile(String name) throws Exception {
    byte[] whole = Fixture.named(name).file();
    Path file = write(name, Arrays.copyOf(whole, whole.length / 2));
    assertThatThrownBy(() -> Images.read(file)).isInstanceOf(UnreadableImageException.class);
  }

  private static void assertUnreadable(Path file, String reason) {
    assertThatThrownBy(() -> Images.read(file))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessage(reason);
  }

  @Test
  void refusesADamagedPngByItsChecksum() throws Exception {
    byte[] bytes = Fixture.named("colour.png").file();
    bytes[bytes.length / 2] ^= 1;
    Path file = write("damaged.png", bytes);
    assertUnreadable(file, "a damaged PNG file: a checksum is wrong");
  }

  @Test
  void refusesAJpegWhoseScanWasCutOut() throws Exception {
    byte[] bytes = Fixture.named("colour420.jpg").file();
    byte[] shorter = Arrays.copyOf(bytes, bytes.length - 60);
    System.arraycopy(bytes, bytes.length - 2, shorter, shorter.length - 2, 2);
    Path file = write("hole.jpg", shorter);
    assertThatThrownBy(() -> Images.read(file))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessageStartingWith("a damaged JPEG file");
  }

  @Test
  void saysWhatIsWrong() throws Exception {
    Path text = write("text.jpg", "Not a picture.\n".getBytes(StandardCharsets.UTF_8));
    assertUnreadable(text, "neither JPEG, PNG, GIF, BMP, TIFF, WebP nor PNM");
    Path empty = write("empty.jpg", new byte[0]);
    assertUnreadable(empty, "the file is empty");
    assertThatThrownBy(() -> Images.read(folder.resolve("none.jpg")))
        .isInstanceOf(NoSuchFileException.class);
  }

  /** A screen of 900×900 whose only code says that the picture is over. */
  @Test
  void refusesAGifThatEndsBeforeItsPixels() throws Exception {
    byte[] header = Fixture.named("palette.gif").file();
    ByteBuffer gif = ByteBuffer.allocate(35).order(ByteOrder.LITTLE_ENDIAN);
    gif.put(header, 0, 6).putShort((short) 900).putShort((short) 900);
    gif.put(new byte[] {(byte) 0x80, 0, 0, 0, 0, 0, -1, -1, -1, ',', 0, 0, 0, 0});
    gif.putShort((short) 900).putShort((short) 900).put(new byte[] {0, 2, 2, 0x44, 1, 0, ';'});
    Path file = write("over.gif", gif.array());
    assertThatThrownBy(() -> Images.read(file))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessage("a GIF file whose pixels end early");
  }

  /** As PNG text 64 MiB of one letter, in some 64 KiB. */
  @Test
  void inflatesNoTextOfAPng() throws Exception {
    byte[] whole = Fixture.named("colour.png").file();
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    text.writeBytes("zTXtComment\0\0".getBytes(StandardCharsets.US_ASCII));
    try (DeflaterOutputStream packed = new DeflaterOutputStream(text)) {
      for (int i = 0; i < 64; i++) {
        packed.write(new byte[1 << 20]);
      }
    }
    CRC32 crc = new CRC32();
    crc.update(text.toByteArray());
    ByteBuffer file = ByteBuffer.allocate(whole.length + text.size() + 8);
    file.put(whole, 0, 33).putInt(text.size() - 4).put(text.toByteArray());
    file.putInt((int) crc.getValue()).put(whole, 33, whole.length - 33);
    assertThat(PngFile.parse(file.array()).bare()).isEqualTo(whole);
    assertThat(Images.read(write("text.png", file.array())).width()).isEqualTo(29);
  }

  /** CIE L*a*b*, which the JDK would hand out as though it were RGB. */
  @Test
  void refusesATiffOfOtherColoursThanItCanConvert() throws Exception {
    byte[] tiff = Fixture.named("colour.tif").file();
    ByteBuffer bytes = ByteBuffer.wrap(tiff).order(ByteOrder.LITTLE_ENDIAN);
    int directory = bytes.getInt(4);
    for (int i = 0; i < bytes.getShort(directory); i++) {
      int entry = directory + 2 + 12 * i;
      if (bytes.getShort(entry) == 262) {
        bytes.putShort(entry + 8, (short) 8);
      }
    }
    Path file = write("lab.tif", tiff);
    assertThatThrownBy(() -> Images.read(file))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessageContaining("L*a*b*");
  }

  @Test
  void refusesAPnmWhoseWhiteIsNoByte() throws Exception {
    Path file =
        write("a.ppm", "P3 # made by hand\n1 1 100\n1 2 3\n".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> Images.read(file))
        .isInstanceOf(UnreadableImageException.class)
        .hasMessage("a PNM file in which white is 100, not 255 or 65535");
  }

  @Test
  void doesNotWaitForAPipe() throws Exception {
    Path pipe = folder.resolve("pipe.jpg");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    assertThatThrownBy(() -> Images.read(pipe)).isInstanceOf(UnreadableImageException.class);
  }

  @Test
  void refusesAPictureTooLargeForMemoryBeforeDecodingIt() throws Exception {
    byte[] bytes = Fixture.named("colour.png").file();
    ByteBuffer header = ByteBuffer.wrap(bytes);
    header.putInt(16, 100_000).putInt(20, 100_000);
    CRC32 crc = new CRC32();
    crc.update(bytes, 12, 17);
    header.putInt(29, (int) crc.getValue());
    Path file = write("huge.png", bytes);
    assertUnreadable(file, "100000×100000 pixels; the most is 178956970");
  }

  @Property(tries = 50)
  void readsBackWhatItWroteAsPng(
      @ForAll @IntRange(min = 1, max = 40) int width,
      @ForAll @IntRange(min = 1, max = 40) int height,
      @ForAll long seed)
      throws Exception {
    RgbImage image = noise(width, height, seed);
    Path first = Files.createTempFile("png", ".png");
    Path second = Files.createTempFile("png", ".png");
    Images.writePng(first, image);
    Images.writePng(second, image);
    assertThat(Images.read(first).pixels()).isEqualTo(image.pixels());
    assertThat(first).hasSameBinaryContentAs(second);
    Files.delete(first);
    Files.delete(second);
  }

  @Test
  void writesJpegAsCloseAsItsQuality() throws Exception {
    RgbImage image = Images.read(write("a.jpg", Fixture.named("colour420.jpg").file()));
    Path good = folder.resolve("good.jpg");
    Path again = folder.resolve("again.jpg");
    Path poor = folder.resolve("poor.jpg");
    Images.writeJpeg(good, image, 0.95f);
    Images.writeJpeg(again, image, 0.95f);
    Images.writeJpeg(poor, image, 0.2f);
    assertThat(good).hasSameBinaryContentAs(again);
    assertThat(difference(image, Images.read(good))).isLessThan(6);
    assertThat(difference(image, Images.read(poor)))
        .isGreaterThan(difference(image, Images.read(good)));
    assertThat(Files.size(poor)).isLessThan(Files.size(good));
  }

  private Path write(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static RgbImage noise(int width, int height, long seed) {
    byte[] pixels = new byte[3 * width * height];
    new java.util.Random(seed).nextBytes(pixels);
    return new RgbImage(width, height, pixels);
  }

  private static double difference(RgbImage a, RgbImage b) {
    double sum = 0;
    for (int i = 0; i < a.pixels().length; i++) {
      sum += Math.abs((a.pixels()[i] & 0xFF) - (b.pixels()[i] & 0xFF));
    }
    return sum / a.pixels().length;
  }

  static long crc32(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }
}
