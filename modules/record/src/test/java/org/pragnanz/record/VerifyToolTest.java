package org.pragnanz.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.pragnanz.cli.Main;
import org.pragnanz.files.Npy;
import org.pragnanz.image.Images;
import org.pragnanz.image.RgbImage;

class VerifyToolTest {
  @TempDir Path folder;
  private Path a;
  private Path b;
  private List<String> lines;
  private String error;

  @BeforeEach
  void twoRunsThatAreTheSame() throws IOException {
    a = run("a");
    b = run("b");
  }

  @Test
  void runsOfTheSameBytesAreEqual() {
    assertThat(verify(a, b)).isZero();
    assertThat(lines)
        .containsExactly(
            "equal      factors/W.npy",
            "equal      report.html",
            "equal      sheet.png",
            "equal      trials.json",
            "equal      units.csv",
            "5 equal, 0 close, 0 different or missing");
  }

  @Test
  void roundingIsCloseAndIsSaidToBe() throws IOException {
    Files.writeString(b.resolve("units.csv"), "layer,depth\nconv1,0.50000001\n");
    Npy.write(b.resolve("factors/W.npy"), new float[] {1, 2, 3.000001f, 1e-9f}, 2, 2);

    assertThat(verify(a, b)).isZero();
    assertThat(lines)
        .contains(
            "close      factors/W.npy (numbers within 1.0E-5)",
            "close      units.csv (numbers within 1.0E-5)",
            "3 equal, 2 close, 0 different or missing");
    assertThat(verify(a, b, "--within", "0")).isEqualTo(2);
  }

  @Test
  void whatIsDifferentIsNamedWithItsFirstPlace() throws IOException {
    Files.writeString(b.resolve("units.csv"), "layer,depth\nconv1,0.6\n");
    Npy.write(b.resolve("factors/W.npy"), new float[] {1, 2, 4, 0}, 2, 2);
    Files.writeString(b.resolve("trials.json"), "{\"trials\": [{\"id\": 1}, {\"id\": 3}]}");
    Files.writeString(b.resolve("report.html"), "<p>\nanother\n");
    byte[] pixels = new byte[27];
    pixels[3 * 4] = 1;
    Images.writePng(b.resolve("sheet.png"), new RgbImage(3, 3, pixels));

    assertThat(verify(a, b)).isEqualTo(2);
    assertThat(lines)
        .containsExactly(
            "different  factors/W.npy (at [1, 0]: 3.0 against 4.0)",
            "different  report.html (line 2: one against another)",
            "different  sheet.png (pixel (1, 1))",
            "different  trials.json (/trials/1/id: 2 against 3)",
            "different  units.csv (row 1, column 'depth': 0.5 against 0.6)",
            "0 equal, 0 close, 5 different or missing");
    assertThat(error)
        .isEqualTo(
            "verify: 5 of 5 files are not as they should be; the first: different factors/W.npy"
                + " (at [1, 0]: 3.0 against 4.0).");
  }

  @Test
  void filesOfOneRunAloneAreMissing() throws IOException {
    Files.delete(b.resolve("report.html"));

    assertThat(verify(a, b)).isEqualTo(2);
    assertThat(lines).contains("missing    report.html (only in " + a + ")");
  }

  @Test
  void whatIsAboutTheRunIsPassedOver() throws IOException {
    Files.createDirectories(b.resolve("pipeline_info"));
    Files.writeString(b.resolve("pipeline_info/trace.txt"), "12:00");

    assertThat(verify(a, b)).isZero();
  }

  @Test
  void aRunIsCheckedAgainstItsOwnDigests() throws IOException {
    assertThat(record(a)).isZero();
    assertThat(verify(a)).isZero();
    assertThat(lines).contains("6 equal, 0 close, 0 different or missing");

    Path crate = a.resolve("ro-crate-metadata.json");
    String described = Files.readString(crate);
    Files.writeString(crate, described.replace("Pragnanz: study", "Pragnanz: mine"));
    assertThat(verify(a)).isEqualTo(2);
    assertThat(lines)
        .contains("different  ro-crate-metadata.json (its SHA-256 is not the listed one)");
    Files.writeString(crate, described);

    Files.writeString(a.resolve("units.csv"), "layer,depth\nconv1,0.7\n");
    Files.writeString(a.resolve("notes.txt"), "mine");
    Files.delete(a.resolve("sheet.png"));

    assertThat(verify(a)).isEqualTo(2);
    assertThat(lines)
        .contains(
            "different  units.csv (its SHA-256 is not the listed one)",
            "extra      notes.txt",
            "missing    sheet.png");
  }

  @Test
  void aFolderThatIsNoFinishedRunIsRefused() {
    assertThat(verify(a)).isEqualTo(2);
    assertThat(error).contains("has no checksums.sha256");
    assertThat(verify(folder.resolve("nowhere"))).isEqualTo(2);
    assertThat(error).contains("There is no results folder");
  }

  private Path run(String name) throws IOException {
    Path run = Files.createDirectories(folder.resolve(name));
    Files.createDirectories(run.resolve("factors"));
    Files.writeString(run.resolve("units.csv"), "layer,depth\nconv1,0.5\n");
    Npy.write(run.resolve("factors/W.npy"), new float[] {1, 2, 3, 0}, 2, 2);
    Files.writeString(run.resolve("trials.json"), "{\"trials\": [{\"id\": 1}, {\"id\": 2}]}");
    Files.writeString(run.resolve("report.html"), "<p>\none\n");
    Images.writePng(run.resolve("sheet.png"), new RgbImage(3, 3, new byte[27]));
    return run;
  }

  private int record(Path run) {
    return Main.run(
        "record", "--results", run.toString(), "--date", "2026-01-31", "--out", run.toString());
  }

  private int verify(Path one, Object... more) {
    List<String> line = new ArrayList<>(List.of("verify", one.toString()));
    for (Object argument : more) {
      line.add(argument.toString());
    }
    PrintStream console = System.out;
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    try {
      System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
      return Main.run(
          new PrintStream(err, true, StandardCharsets.UTF_8), line.toArray(String[]::new));
    } finally {
      System.setOut(console);
      lines = out.toString(StandardCharsets.UTF_8).lines().toList();
      error = err.toString(StandardCharsets.UTF_8).strip();
    }
  }
}
