package org.pragnanz.image;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TallChromaTest {
  /**
   * By hand from libjpeg-turbo's rule: (3·near + far + 1) / 4 in the upper row of a pair, whose far
   * row is above, (3·near + far + 2) / 4 in the lower; the outermost rows are their own far ones.
   */
  @Test
  void interpolatesRowsThatTheDecoderRepeated() {
    byte[] ycc = {9, 10, 100, 8, 10, 100, 7, 20, 50, 6, 20, 50, 5, 41, 60};
    TallChroma.smooth(ycc, 1, 5);
    assertThat(ycc).isEqualTo(new byte[] {9, 10, 100, 8, 13, 88, 7, 17, 62, 6, 25, 53, 5, 36, 57});
  }

  @Test
  void leavesRowsThatTheDecoderInterpolated() {
    byte[] ycc = {9, 10, 100, 8, 13, 88, 7, 17, 62, 6, 25, 53};
    byte[] before = ycc.clone();
    TallChroma.smooth(ycc, 1, 4);
    assertThat(ycc).isEqualTo(before);
  }
}
