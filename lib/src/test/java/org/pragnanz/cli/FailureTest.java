package org.pragnanz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.pragnanz.concurrent.Workers;
import org.pragnanz.fault.InputException;
import org.pragnanz.files.Output;

class FailureTest {
  @TempDir Path folder;

  @Test
  void saysWhatOtherThreadsFailedOf() {
    InputException input = new InputException("a.csv is empty.");
    assertThat(Failure.of(new ExecutionException(input)))
        .isEqualTo(new Failure("a.csv is empty.", 2));
    assertThat(Failure.of(new CompletionException(new RuntimeException(input))).code())
        .isEqualTo(2);
    assertThat(Failure.of(new IllegalStateException(new OutOfMemoryError())).code()).isEqualTo(137);
    IOException full = new IOException("No space left on device");
    assertThat(Failure.of(new UncheckedIOException(new IOException("I/O error writing PNG", full))))
        .isEqualTo(new Failure("The disk is full; free some space and run again.", 2));
    assertThat(Failure.of(new IllegalStateException("no cause")).code()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void failuresOfWorkersKeepTheirExitCode(int threads) {
    try (Workers workers = new Workers(threads)) {
      assertThat(thrown(() -> workers.forEach(9, i -> fail(new OutOfMemoryError("heap")))).code())
          .isEqualTo(137);
      assertThat(thrown(() -> workers.forEach(9, i -> fail(new InputException("bad.")))))
          .isEqualTo(new Failure("bad.", 2));
      assertThat(thrown(() -> workers.forEach(9, i -> writeBelowFile())).message())
          .contains("file.txt is a file where a folder is needed");
    }
  }

  @Test
  void namesWhatIsWrongWithAFileThatTheSystemGivesNoReasonFor() throws IOException {
    Path full = Files.createDirectories(folder.resolve("full/inner")).getParent();
    assertThat(thrown(() -> delete(full)).message())
        .isEqualTo("The folder %s is not empty; empty it or name another place.".formatted(full));
    assertThat(Failure.of(new NotDirectoryException("a")).message())
        .isEqualTo("a is no folder; name one.");
    assertThat(Failure.of(new FileSystemException("a", null, "Read-only file system")).message())
        .isEqualTo("a cannot be used (Read-only file system); name another place.");
    assertThat(Failure.of(new FileSystemException(".b.part", "b", "Is a directory")).message())
        .isEqualTo("b cannot be used (Is a directory); name another place.");
    assertThat(Failure.of(new FileSystemException("a")).message()).doesNotContain("null");
  }

  private void writeBelowFile() {
    try {
      Path file = folder.resolve("file.txt");
      Files.writeString(file, "");
      Output.text(file.resolve("out.csv"), "text");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path folder) {
    try {
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void fail(RuntimeException e) {
    throw e;
  }

  private static void fail(Error e) {
    throw e;
  }

  private static Failure thrown(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      return Failure.of(e);
    }
    throw new AssertionError("nothing was thrown");
  }
}
