package org.pragnanz.cli;

import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * One command of Pragnanz. A subclass carries picocli's {@code @Command(name = ...)} and is {@code
 * final}; the build finds it by that ({@link ToolProcessor}).
 */
public abstract class Tool {
  @Mixin Common common;
  @Spec CommandSpec command;

  /** Options that every tool has. */
  static final class Common implements Running {
    @Option(
        names = "--threads",
        paramLabel = "N",
        description = "Cores to use (default: all that this process is granted)")
    @Range(min = 1)
    Optional<Integer> threads;

    @Option(names = "--debug", description = "Print the stack trace of an error")
    boolean debug;

    @Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "Print this help and exit")
    boolean help;
  }

  /** Cores that the tool may use, at least 1. */
  protected final int threads() {
    return common.threads.orElseGet(Runtime.getRuntime()::availableProcessors);
  }

  /** Whether an option was given on the command line, and does not have its default. */
  protected final boolean given(String option) {
    return command.commandLine().getParseResult().hasMatchedOption(option);
  }

  final boolean debug() {
    return common.debug;
  }

  /**
   * Checks the options against each other before any work.
   *
   * @throws org.pragnanz.fault.UsageException where they do not fit together
   */
  protected void validateArguments() {}

  /**
   * Does the work.
   *
   * @throws org.pragnanz.fault.InputException where the input is at fault
   */
  protected abstract void run() throws IOException;
}
