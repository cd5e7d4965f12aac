package org.pragnanz.tests;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** {@code bin/pragnanz} without a command that there is. */
@Tag("end-to-end")
class CommandsTest {
  private static final Path ROOT =
      Path.of(System.getProperty("pragnanz.root", "..")).toAbsolutePath().normalize();

  @Test
  void listsTheCommandOfEveryStage() throws Exception {
    List<String> stages;
    try (Stream<Path> folders = Files.list(ROOT.resolve("modules"))) {
      stages =
          folders
              .filter(folder -> Files.exists(folder.resolve("pom.xml")))
              .map(folder -> folder.getFileName().toString())
              .toList();
    }
    List<String> listed =
        said(0).lines().skip(2).map(line -> line.substring(0, line.indexOf(' '))).toList();
    assertThat(listed).containsAll(stages).startsWith("catalog").endsWith("verify");
    assertThat(said(0, "--help")).isEqualTo(said(0));
  }

  @Test
  void tellsWhatWasBuilt() throws Exception {
    assertThat(said(0, "--version").lines())
        .satisfiesExactly(
            line -> assertThat(line).matches("pragnanz \\d+\\.\\d+\\.\\d+.*"),
            line -> assertThat(line).matches("revision ([0-9a-f]{40}|unknown).*"),
            line -> assertThat(line).startsWith("Java 17"),
            line -> assertThat(line).matches("PyTorch \\d.*, by DJL \\d.*"));
  }

  @Test
  void namesTheNearestOfACommandThatThereIsNot() throws Exception {
    assertThat(said(1, "extrct"))
        .isEqualTo(
            "pragnanz: There is no command 'extrct'; the nearest are extract, export, match."
                + " pragnanz --help lists all.\n");
    assertThat(said(1, "../commands/pool")).contains("There is no command '../commands/pool'");
  }

  private static String said(int exit, String... arguments)
      throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Stream.concat(
                        Stream.of(ROOT.resolve("bin/pragnanz").toString()), Stream.of(arguments))
                    .toList())
            .redirectErrorStream(true)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    assertThat(process.exitValue()).as(text).isEqualTo(exit);
    return text;
  }
}
