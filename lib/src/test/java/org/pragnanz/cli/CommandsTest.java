package org.pragnanz.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandsTest {
  private static final String TOOL =
      """
      package stage;
      import org.pragnanz.cli.*;
      import picocli.CommandLine.Command;
      %s
      public final class StageTool extends Tool {
        @Override protected void run() {}
      }
      """;

  @TempDir Path folder;

  @Test
  void listsInTheOrderOfTheModulesAndAModulesOwnCommandFirst() throws IOException {
    Files.writeString(
        folder.resolve("pom.xml"),
        "<module>lib</module><module>modules/weights</module><module>modules/pool</module>");
    Files.createDirectory(folder.resolve("commands"));
    command("pool", "pool", "The strongest.");
    command("layers", "weights", "The sites.");
    command("weights", "weights", "The checkpoint.");
    assertThat(Commands.names(folder)).containsExactly("weights", "layers", "pool");
    assertThat(Commands.list(folder))
        .endsWith("weights  The checkpoint.\nlayers   The sites.\npool     The strongest.\n");
  }

  @Test
  void findsAToolByItsAnnotation() throws IOException {
    assertThat(compiled("@Command(name = \"stage\", description = {\"Does it.\", \"More.\"})"))
        .isEmpty();
    assertThat(folder.resolve("META-INF/services/org.pragnanz.cli.Tool"))
        .hasContent("stage.StageTool\n");
    assertThat(Files.readAllLines(folder.resolve("META-INF/commands/stage")))
        .containsExactly("stage.jar lib.jar", Launch.HEAP, "", "Does it.");
  }

  @Test
  void keepsHowTheJvmOfAToolIsStarted() throws IOException {
    String launch = "@Launch(heap = \"-Xms1m\", options = \"-Da=b\")";
    assertThat(compiled("@Command(name = \"stage\", description = \"Does it.\") " + launch))
        .isEmpty();
    assertThat(Files.readAllLines(folder.resolve("META-INF/commands/stage")))
        .containsExactly("stage.jar lib.jar", "-Xms1m", "-Da=b", "Does it.");
  }

  @Test
  void refusesACommandThatCannotBeListed() {
    assertThat(compiled("@Command(name = \"stage\")")).contains("A command has a description");
    assertThat(compiled("@Command(name = \"Stage\", description = \"Does it.\")"))
        .contains("made of small letters");
  }

  private void command(String name, String module, String help) throws IOException {
    Files.writeString(
        folder.resolve("commands").resolve(name),
        "pragnanz-%s-1.2.jar pragnanz-lib-1.2.jar\n-Xms1m\n\n%s\n".formatted(module, help));
  }

  /** Compiles a tool with these annotations into the folder; returns what the compiler says. */
  private String compiled(String annotations) {
    JavaFileObject source =
        new SimpleJavaFileObject(
            URI.create("string:///stage/StageTool.java"), JavaFileObject.Kind.SOURCE) {
          @Override
          public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return TOOL.formatted(annotations);
          }
        };
    StringWriter said = new StringWriter();
    JavaCompiler.CompilationTask task =
        ToolProvider.getSystemJavaCompiler()
            .getTask(
                said,
                null,
                null,
                List.of("-d", folder.toString(), "-A" + ToolProcessor.JARS + "=stage.jar lib.jar"),
                null,
                List.of(source));
    task.setProcessors(List.of(new ToolProcessor()));
    boolean unused = task.call(); // what it says tells
    return said.toString();
  }
}
