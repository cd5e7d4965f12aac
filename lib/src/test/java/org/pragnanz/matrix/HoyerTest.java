package org.pragnanz.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.pragnanz.testing.SharedData;

class HoyerTest {
  @Test
  void agreesWithTheReference() throws IOException {
    JsonNode cases =
        new ObjectMapper().readTree(SharedData.reference("statistics.json").toFile()).get("hoyer");
    assertThat(cases).isNotEmpty();
    for (JsonNode expected : cases) {
      float[] x = new float[expected.get("x").size()];
      for (int i = 0; i < x.length; i++) {
        x[i] = expected.get("x").get(i).floatValue();
      }
      assertThat(Hoyer.sparsity(x)).isCloseTo(expected.get("hoyer").asDouble(), within(1e-9));
    }
  }

  @Test
  void isOneOnAnAxisZeroOnTheDiagonalAndUndefinedAtZero() {
    assertThat(Hoyer.sparsity(new float[] {0, 5, 0})).isEqualTo(1);
    assertThat(Hoyer.sparsity(new float[] {2, 2, 2, 2})).isZero();
    assertThat(Hoyer.sparsity(new float[3])).isNaN();
  }
}
