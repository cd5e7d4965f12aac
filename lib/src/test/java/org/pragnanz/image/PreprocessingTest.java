package org.pragnanz.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.pragnanz.testing.SharedData;

class PreprocessingTest {
  @Test
  void seesEveryPixelOfThePhotographsAsTorchvisionDoes() throws Exception {
    Path reference = SharedData.reference("preprocess");
    Path originals = SharedData.data("images/originals-100");
    JsonNode images =
        new ObjectMapper().readTree(reference.resolve("preprocess.json").toFile()).get("images");
    assertThat(images).hasSize(5);
    for (JsonNode image : images) {
      RgbImage view =
          Preprocessing.IMAGENET.view(Images.read(originals.resolve(image.get("image").asText())));
      RgbImage expected = Images.read(reference.resolve(image.get("png").asText()));
      assertThat(view.pixels()).as(image.get("image").asText()).isEqualTo(expected.pixels());
    }
  }

  /** {@code make_fixtures.py} beside the table made it with torchvision. */
  @ParameterizedTest(name = "{0}×{1}, Resize({2}), CenterCrop({3})")
  @CsvFileSource(resources = "torchvision.csv", numLinesToSkip = 1)
  void resizesCutsAndPadsAsTorchvision(int width, int height, int resize, int crop, long crc32) {
    Preprocessing preprocessing =
        new Preprocessing(resize, crop, List.of(0f, 0f, 0f), List.of(1f, 1f, 1f));
    RgbImage view = preprocessing.view(picture(width, height));
    assertThat(ImagesTest.crc32(view.pixels())).isEqualTo(crc32);
  }

  private static RgbImage picture(int width, int height) {
    byte[] pixels = new byte[3 * width * height];
    for (int i = 0; i < pixels.length; i++) {
      int c = i % 3;
      int x = i / 3 % width;
      int y = i / 3 / width;
      pixels[i] = (byte) (x * 7 + y * 13 + c * 29 + x * y % 11 * 5);
    }
    return new RgbImage(width, height, pixels);
  }

  @Test
  void normalisesIntoItsPlaceOfTheBatch() {
    Preprocessing two =
        new Preprocessing(2, 2, Preprocessing.IMAGENET.mean(), Preprocessing.IMAGENET.std());
    byte[] pixels = {0, 1, 2, 100, 101, 102, (byte) 200, (byte) 201, (byte) 202, -3, -2, -1};
    float[] batch = new float[2 * 12];
    two.normalise(new RgbImage(2, 2, pixels), batch, 1);
    assertThat(batch).startsWith(new float[12]);
    // python3: Normalize(mean, std)(ToTensor()(Image.fromarray(pixels))), torchvision 0.14.1
    float[] expected = {
      -2.117904f,
      -0.4054286f,
      1.3070468f,
      2.2146587f,
      -2.0182073f,
      -0.26750696f,
      1.4831933f,
      2.4110641f,
      -1.7695861f,
      -0.02666659f,
      1.7162529f,
      2.64f
    };
    for (int i = 0; i < 12; i++) {
      assertThat(batch[12 + i]).isCloseTo(expected[i], within(1e-7f));
    }
  }
}
