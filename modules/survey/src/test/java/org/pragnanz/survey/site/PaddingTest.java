package org.pragnanz.survey.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.image.Images;
import org.pragnanz.image.RgbImage;

class PaddingTest {
  @TempDir Path dir;

  @Test
  void reachesEverySizeWithoutChangingThePicture() throws Exception {
    Path file = dir.resolve("plain.jpg");
    Images.writeJpeg(file, new RgbImage(16, 16, new byte[3 * 16 * 16]), 0.9f);
    byte[] plain = Files.readAllBytes(file);
    // A comment is at most 65,537 bytes long: up to there, around it, and twice it.
    for (int more :
        new int[] {4, 5, 1000, 65_536, 65_537, 65_538, 65_540, 65_541, 131_074, 131_075}) {
      byte[] padded = Padding.to(plain.length + more, plain);
      assertThat(padded).hasSize(plain.length + more);
      Path other = Files.write(dir.resolve("padded.jpg"), padded);
      assertThat(Images.read(other).pixels()).isEqualTo(Images.read(file).pixels());
    }
  }
}
