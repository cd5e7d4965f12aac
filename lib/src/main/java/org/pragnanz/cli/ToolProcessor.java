package org.pragnanz.cli;

import java.io.IOException;
import java.io.Writer;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.annotation.processing.SupportedOptions;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic;
import javax.tools.StandardLocation;
import picocli.CommandLine.Command;

/**
 * Lists the tools of a module while the compiler reads them, so that nothing else has to name them.
 *
 * <p>Outputs, beside the classes: {@code META-INF/services/org.pragnanz.cli.Tool}, by which {@link
 * Main} finds the tools of its jar; and {@code META-INF/commands/NAME}, by which {@code
 * bin/pragnanz} finds the jar. The latter has four lines: the jars that are this project's own, the
 * tool's before the library's; the JVM's options for the heap; its other options; the first line of
 * the command's description.
 */
@SupportedAnnotationTypes("*") // else javac warns of the option where there is no tool
@SupportedOptions(ToolProcessor.JARS)
public final class ToolProcessor extends AbstractProcessor {
  static final String JARS = "pragnanz.jars";
  private static final String SERVICES = "META-INF/services/org.pragnanz.cli.Tool";

  private final Set<String> classes = new TreeSet<>();
  private final Map<String, String> commands = new TreeMap<>();

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    for (TypeElement type : ElementFilter.typesIn(round.getElementsAnnotatedWith(Command.class))) {
      if (isTool(type)) {
        Command command = type.getAnnotation(Command.class);
        classes.add(processingEnv.getElementUtils().getBinaryName(type).toString());
        if (commands.put(command.name(), lines(type, command)) != null) {
          fail("Two tools have the command " + command.name(), type);
        }
      }
    }
    if (round.processingOver() && !classes.isEmpty()) {
      write(SERVICES, String.join("\n", classes) + "\n");
      commands.forEach((name, lines) -> write("META-INF/commands/" + name, lines));
    }
    return false;
  }

  private boolean isTool(TypeElement type) {
    TypeElement tool = processingEnv.getElementUtils().getTypeElement(Tool.class.getName());
    return processingEnv.getTypeUtils().isSubtype(type.asType(), tool.asType());
  }

  private String lines(TypeElement type, Command command) {
    if (!command.name().matches("[a-z]+")) {
      fail("A command's name is made of small letters alone", type);
    }
    if (command.description().length == 0) {
      fail("A command has a description, whose first line tells what it is for", type);
      return "";
    }
    Launch launch = type.getAnnotation(Launch.class);
    return String.join(
        "\n",
        processingEnv.getOptions().getOrDefault(JARS, ""),
        launch == null ? Launch.HEAP : launch.heap(),
        launch == null ? "" : launch.options(),
        command.description()[0],
        "");
  }

  private void write(String name, String text) {
    try (Writer file =
        processingEnv
            .getFiler()
            .createResource(StandardLocation.CLASS_OUTPUT, "", name)
            .openWriter()) {
      file.write(text);
    } catch (IOException e) {
      fail(name + " cannot be written: " + e, null);
    }
  }

  /** Ends the build with an error. */
  private void fail(String message, Element at) {
    processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, message, at);
  }
}
