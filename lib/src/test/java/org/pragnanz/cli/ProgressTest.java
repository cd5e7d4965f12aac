package org.pragnanz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {
  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private double seconds;

  private Progress progress(String what, long total, boolean terminal) {
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    return new Progress(what, total, out, terminal, () -> Math.round(seconds * 1e9));
  }

  private List<String> lines() {
    return said.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void aLogHasALineAMinuteAndTheLast() {
    try (Progress progress = progress("images", 3125, false)) {
      for (int i = 0; i < 125; i++) {
        seconds += 1;
        progress.add(25);
      }
    }
    assertThat(lines())
        .containsExactly(
            "1,500 of 3,125 images, 25 a second, 65 s left",
            "3,000 of 3,125 images, 25 a second, 5 s left",
            "3,125 of 3,125 images, 25 a second");
  }

  @Test
  void slowItemsAreCountedByTheMinuteAndLongTimesByTheHour() {
    try (Progress progress = progress("units", 80, false)) {
      seconds = 300;
      progress.add(1);
      seconds = 610;
      progress.add(9);
    }
    assertThat(lines())
        .containsExactly(
            "1 of 80 units, 0.2 a minute, 6 h 35 min left",
            "10 of 80 units, 1.0 a minute, 71 min left",
            "10 of 80 units, 1.0 a minute, 71 min left");
  }

  @Test
  void aTerminalHasOneLineThatIsWrittenOver() {
    try (Progress progress = progress("images", 1000, true)) {
      seconds = 0.1;
      progress.add(1);
      seconds = 10;
      progress.add(41);
    }
    assertThat(said.toString(StandardCharsets.UTF_8).strip().split(" *\r"))
        .containsExactly(
            "0 of 1,000 images",
            "42 of 1,000 images, 4.2 a second, 4 min left",
            "42 of 1,000 images, 4.2 a second, 4 min left");
  }

  @Test
  void nothingIsSaidOfALoopThatFailedBeforeItsFirstItem() {
    progress("images", 10, false).close();
    assertThat(said.size()).isZero();
  }
}
