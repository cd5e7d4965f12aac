package org.pragnanz.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {
  @TempDir Path lists;

  /** Lines of {@code dependency:list}. */
  @Test
  void librariesAreNamedByTheirGroup() throws IOException {
    Files.writeString(
        lists.resolve("pragnanz-extract"),
        """

        The following files have been resolved:
           ai.djl.pytorch:pytorch-jni:jar:2.7.1-0.35.1:runtime -- module ai.djl.pytorch_jni (auto)
           ai.djl.pytorch:pytorch-native-cpu:jar:linux-x86_64:2.7.1:runtime -- module x (auto)
           ai.djl:api:jar:0.35.1:compile -- module ai.djl.api
           net.java.dev.jna:jna:jar:5.17.0:compile
        """);
    Files.writeString(
        lists.resolve("pragnanz-factorize"), "   net.java.dev.jna:jna:jar:4.3.0:compile\n");
    Files.writeString(lists.resolve("pragnanz-lib"), "The following files have been resolved:\n");

    assertThat(Installation.libraries(lists))
        .containsExactly(
            entry("ai.djl.pytorch:pytorch-jni", "2.7.1-0.35.1"),
            entry("ai.djl.pytorch:pytorch-native-cpu", "2.7.1"),
            entry("ai.djl:api", "0.35.1"),
            entry("net.java.dev.jna:jna", "4.3.0, 5.17.0"));
  }
}
