package org.pragnanz.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PatienceTest {
  @Test
  void givesUpWhatHangsWithAllThatItStarted() throws Exception {
    Process hanging = new ProcessBuilder("sh", "-c", "sleep 1000 & echo $!; wait").start();
    ProcessHandle child =
        ProcessHandle.of(Long.parseLong(hanging.inputReader().readLine())).orElseThrow();

    assertThatThrownBy(() -> Patience.await(hanging, Duration.ofMillis(100), "a sleeper"))
        .isInstanceOf(AssertionError.class)
        .hasMessage("waited too long for a sleeper");

    // What was killed and not yet collected has a number, and no program any more.
    Patience.until(
        () -> child.info().command().isEmpty(),
        Duration.ofSeconds(10),
        "the sleeper's child to end");
  }

  @Test
  void endsTheOutputOfWhatHangs() throws Exception {
    Process hanging = new ProcessBuilder("sleep", "1000").start();

    try (BufferedReader out = Patience.watched(hanging, Duration.ofMillis(100)).inputReader()) {
      assertThat(out.readLine()).isNull();
    }
    assertThat(hanging.waitFor()).isNotZero();
  }

  @Test
  void returnsTheExitCodeOfWhatEnds() throws Exception {
    Process process = new ProcessBuilder("sh", "-c", "exit 7").start();

    assertThat(Patience.await(process, Duration.ofMinutes(1), "a shell")).isEqualTo(7);
  }

  @Test
  void namesALongerLimitBeforehand() {
    assertThat(Patience.inAdvance(Duration.ofSeconds(1)))
        .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(30));
  }
}
