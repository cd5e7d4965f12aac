package org.pragnanz.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Stream;
import org.pragnanz.fault.InputException;
import org.pragnanz.fault.Nearest;
import org.pragnanz.fault.UsageException;
import picocli.CommandLine;

/**
 * Starts the tool that the first argument names. The only place of the project that exits. Without
 * a tool beside it, as {@code bin/pragnanz} starts it where no command is named, it lists the
 * commands or tells the version.
 *
 * <p>Exit codes: 0 done, 1 the command line, 2 bad input, 3 a fault of ours, 137 out of memory (so
 * that a scheduler retries with more).
 */
public final class Main {
  static final int OK = 0;
  static final int USAGE = 1;
  static final int INPUT = 2;
  static final int FAULT = 3;
  static final int OUT_OF_MEMORY = 137;

  /** Options whose files a tool makes; those of all others it reads. */
  private static final Set<String> WRITTEN = Set.of("--out", "--cache", "--workers");

  private Main() {}

  public static void main(String[] args) {
    int code;
    try {
      code = run(System.err, args);
    } catch (OutOfMemoryError e) {
      // A heap in which no tool can even begin.
      Failure failure = Failure.of(e);
      System.err.println(failure.message());
      code = failure.code();
    }
    System.exit(code);
  }

  /** Runs a tool in this process, errors to standard error. Returns the exit code. */
  public static int run(String... args) {
    return run(System.err, args);
  }

  /** Runs a tool in this process. Returns the exit code. */
  public static int run(PrintStream err, String... args) {
    String name = args.length == 0 ? "--help" : args[0];
    for (Tool tool : ServiceLoader.load(Tool.class)) {
      CommandLine line = new CommandLine(tool);
      if (line.getCommandName().equals(name)) {
        return run(err, tool, line, Arrays.copyOfRange(args, 1, args.length));
      }
    }
    return withoutTool(err, name);
  }

  /** What the library alone can do: list the commands, or tell the version. */
  private static int withoutTool(PrintStream err, String name) {
    try {
      switch (name) {
        case "-h", "--help", "help" -> System.out.print(Commands.list(Installation.folder()));
        case "--version" -> System.out.print(Installation.describe());
        default ->
            throw new UsageException(
                "There is no command '%s'; the nearest are %s. pragnanz --help lists all."
                    .formatted(name, Nearest.to(name, Commands.names(Installation.folder()))));
      }
      return OK;
    } catch (IOException | RuntimeException e) {
      Failure failure = Failure.of(e);
      err.println("pragnanz: " + failure.message());
      return failure.code();
    }
  }

  private static int run(PrintStream err, Tool tool, CommandLine line, String[] args) {
    try {
      Options.complete(line.getCommandSpec());
      checkNames(line.getCommandSpec().optionsMap().keySet(), args);
      CommandLine.ParseResult parsed = line.parseArgs(args);
      if (parsed.isUsageHelpRequested()) {
        System.out.print(Help.of(line.getCommandSpec()));
        return OK;
      }
      checkFiles(parsed);
      tool.validateArguments();
      tool.run();
      return OK;
    } catch (IOException | RuntimeException | Error e) {
      Failure failure = Failure.of(e);
      failure.message().lines().forEach(fault -> err.println(line.getCommandName() + ": " + fault));
      if (tool.debug()) {
        e.printStackTrace(err);
      }
      return failure.code();
    }
  }

  /** Before anything else, since a mistyped name makes another option seem to be missing. */
  private static void checkNames(Set<String> known, String[] args) {
    for (String arg : args) {
      String name = arg.split("=", 2)[0];
      if (name.startsWith("--") && !known.contains(name)) {
        throw new UsageException(
            "There is no option %s; the nearest are %s.".formatted(name, Nearest.to(name, known)));
      }
    }
  }

  /** Whatever is named to be read is there. */
  private static void checkFiles(CommandLine.ParseResult parsed) {
    for (CommandLine.Model.OptionSpec option : parsed.matchedOptions()) {
      if (!WRITTEN.contains(option.longestName())) {
        values(option.getValue())
            .filter(value -> value instanceof Path file && !Files.exists(file))
            .findFirst()
            .ifPresent(
                missing -> {
                  throw new InputException(
                      "%s: there is no file or folder %s."
                          .formatted(option.longestName(), missing));
                });
      }
    }
  }

  private static Stream<?> values(Object value) {
    if (value instanceof Optional<?> optional) {
      return optional.stream();
    }
    return value instanceof Collection<?> several ? several.stream() : Stream.ofNullable(value);
  }
}
