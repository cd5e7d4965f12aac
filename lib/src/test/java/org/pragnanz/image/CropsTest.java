package org.pragnanz.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CropsTest {
  private static final int SIDE = 224;

  @Test
  void hasSixteenCropsOfAnImageNetInput() {
    assertThat(Crops.count(SIDE)).isEqualTo(16);
  }

  /**
   * python3, torch 1.13: {@code x = (torch.arange(3*224*224, dtype=torch.float64) *
   * 0.7310585).sin().float().view(3, 224, 224)}, crops {@code x[:, 51*i:51*i+64, 51*j:51*j+64]} row
   * by row, {@code F.interpolate(crops, size=(224, 224), mode="bilinear", align_corners=False)}.
   */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 0, 0.0",
    "5, 1, 100, 37, 0.7587140202522278",
    "15, 2, 223, 223, -0.9517431855201721",
    "6, 2, 223, 0, 0.7492951154708862",
    "10, 0, 111, 112, -0.4513294994831085",
  })
  void resizesAsTorchInterpolates(int crop, int colour, int y, int x, float expected) {
    float[] image = new float[3 * SIDE * SIDE];
    for (int i = 0; i < image.length; i++) {
      image[i] = (float) Math.sin(i * 0.7310585);
    }
    float[] batch = new float[2 * image.length];
    Crops.cut(image, crop, SIDE, batch, 1);
    float value = batch[((3 + colour) * SIDE + y) * SIDE + x];
    assertThat(value).isCloseTo(expected, within(1.2e-7f));
  }
}
