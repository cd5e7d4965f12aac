package org.pragnanz.cli;

import java.io.IOException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * One command of Pragnanz. A subclass carries picocli's {@code @Command(name = ...)} and is {@code
 * final}; the build finds it by that ({@link ToolProcessor}).
 */
public abstract class Tool {
  @Mixin Common common = new Common();

  /** Options that every tool has. */
  static final class Common {
    @Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "Print this help and exit.")
    boolean help;

    @Option(names = "--debug", description = "Print the stack trace of an error.")
    boolean debug;

    @Option(
        names = "--threads",
        paramLabel = "N",
        description = "Cores to use (default: all that this process is granted).")
    int threads = Runtime.getRuntime().availableProcessors();
  }

  /** Cores that the tool may use, at least 1. */
  protected final int threads() {
    return common.threads;
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
