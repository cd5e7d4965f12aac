package org.pragnanz.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class NearestTest {
  private static final List<String> NAMES = List.of("unit_count", "units", "top");

  @Test
  void aSlipIsMeantForTheNearestName() {
    UnaryOperator<String> plain = name -> name.replace("_", "");
    assertThat(Nearest.meant("unitcuont", NAMES, plain)).contains("unit_count");
    assertThat(Nearest.meant("tpo", NAMES, plain)).isEmpty();
    assertThat(Nearest.meant("xylophone", NAMES, plain)).isEmpty();
  }

  @Test
  void theNearestAreListed() {
    assertThat(Nearest.to("unit", NAMES)).isEqualTo("units, top, unit_count");
  }
}
