package org.pragnanz.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.pragnanz.fault.InputException;
import org.pragnanz.fault.OutOfMemory;
import org.pragnanz.fault.UsageException;
import picocli.CommandLine;

/**
 * What ended a tool, as its user is told.
 *
 * @param message one sentence
 * @param code the exit code
 */
record Failure(String message, int code) {
  /** Say nothing themselves but that another thread, or a lambda, failed. */
  private static final Set<Class<?>> WRAPPERS =
      Set.of(
          ExecutionException.class,
          CompletionException.class,
          UncheckedIOException.class,
          RuntimeException.class,
          IllegalStateException.class);

  static Failure of(Throwable thrown) {
    if (OutOfMemory.causes(thrown)) {
      return new Failure(
          "Out of memory; give the tool more (PRAGNANZ_HEAP=4g).", Main.OUT_OF_MEMORY);
    }
    Throwable e = unwrapped(thrown);
    if (e instanceof CommandLine.ParameterException
        && e.getCause() instanceof UsageException said) {
      return new Failure(said.getMessage(), Main.USAGE);
    }
    if (e instanceof CommandLine.ParameterException || e instanceof UsageException) {
      return new Failure(e.getMessage(), Main.USAGE);
    }
    if (e instanceof InputException) {
      return new Failure(e.getMessage(), Main.INPUT);
    }
    if (e instanceof InvalidPathException path) {
      return new Failure(
          "'%s' holds a character that no file name can have; correct it."
              .formatted(path.getInput().replace("\0", "\\0")),
          Main.INPUT);
    }
    if (e instanceof IOException io) {
      return new Failure(sentence(io), Main.INPUT);
    }
    return new Failure("A fault of ours (%s); --debug shows where.".formatted(e), Main.FAULT);
  }

  private static Throwable unwrapped(Throwable e) {
    return WRAPPERS.contains(e.getClass()) && e.getCause() != null ? unwrapped(e.getCause()) : e;
  }

  private static String sentence(IOException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (String.valueOf(cause.getMessage()).contains("No space left on device")) {
        return "The disk is full; free some space and run again.";
      }
    }
    return e instanceof FileSystemException file
        ? sentence(file, file.getOtherFile() == null ? file.getFile() : file.getOtherFile())
        : "Reading or writing failed: %s.".formatted(e.getMessage() == null ? e : e.getMessage());
  }

  /**
   * @param file the one that is meant: of a file that could not be moved, its new place
   */
  private static String sentence(FileSystemException e, String file) {
    if (e instanceof NoSuchFileException) {
      return "There is no file %s.".formatted(file);
    }
    if (e instanceof AccessDeniedException) {
      return "No permission to use %s.".formatted(file);
    }
    if (e instanceof FileAlreadyExistsException) {
      return "%s is a file where a folder is needed; remove it or name another place."
          .formatted(file);
    }
    if (e instanceof DirectoryNotEmptyException) {
      return "The folder %s is not empty; empty it or name another place.".formatted(file);
    }
    if (e instanceof NotDirectoryException) {
      return "%s is no folder; name one.".formatted(file);
    }
    String reason = e.getReason() == null ? e.getClass().getSimpleName() : e.getReason();
    return "%s cannot be used (%s); name another place.".formatted(file, reason);
  }
}
