package org.pragnanz.record;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.pragnanz.cli.Range;
import org.pragnanz.cli.Tool;
import org.pragnanz.fault.InputException;
import org.pragnanz.fault.UsageException;
import org.pragnanz.files.Checksums;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks the results of a run against its own list of digests, or compares two runs. */
@Command(
    name = "verify",
    description = {
      "Checks a run's results against their digests, or compares two runs' results.",
      """

      What is about a run and not about the study is passed over: pipeline_info and checksums.sha256,
      and between two runs ro-crate-metadata.json."""
    },
    footer =
        """
        Inputs
          RESULTS  a results folder with its checksums.sha256; or two results folders

        Outputs
          on standard output a line a file: equal, close (equal within --within), different and where
          first, missing or extra; then how many of each. Exit code 0 where every file is equal or
          close, else 2.

        Example
          pragnanz verify results/exp2
          pragnanz verify results/exp2 published/exp2 --within 1e-5""")
public final class VerifyTool extends Tool {
  @Parameters(arity = "1..2", paramLabel = "RESULTS", description = "One results folder, or two")
  List<Path> results;

  @Option(
      names = "--within",
      defaultValue = "1e-5",
      description =
          "Numbers of two runs count as equal where they differ by no more than this share of the"
              + " larger one, or by a thousandth of it absolutely")
  @Range(min = 0)
  double within;

  private final PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
  private final List<String> faults = new ArrayList<>();
  private int equal;
  private int close;

  @Override
  protected void validateArguments() {
    if (results.size() > 2) {
      throw new UsageException(
          "verify takes one results folder or two, not %d.".formatted(results.size()));
    }
    for (Path folder : results) {
      if (!Files.isDirectory(folder)) {
        throw new InputException("There is no results folder %s.".formatted(folder));
      }
    }
  }

  @Override
  protected void run() throws IOException {
    if (results.size() == 1) {
      check(results.get(0));
    } else {
      compare(results.get(0), results.get(1));
    }
    out.printf("%d equal, %d close, %d different or missing%n", equal, close, faults.size());
    out.flush();
    if (!faults.isEmpty()) {
      throw new InputException(
          "%s of %d files are not as they should be; the first: %s."
              .formatted(faults.size(), equal + close + faults.size(), faults.get(0)));
    }
  }

  private void check(Path folder) throws IOException {
    Path list = folder.resolve(Checksums.LIST);
    if (!Files.exists(list)) {
      throw new InputException(
          "%s has no %s, so it is no finished run; name one, or two folders to compare."
              .formatted(folder, Checksums.LIST));
    }
    Map<String, String> listed = Checksums.read(list);
    for (String name : union(listed.keySet(), RunFiles.of(folder))) {
      Path file = folder.resolve(name);
      if (!Files.exists(file)) {
        fault("missing", name, "");
      } else if (!listed.containsKey(name)) {
        fault("extra", name, "");
      } else if (!Checksums.sha256(file).equals(listed.get(name))) {
        fault("different", name, "its SHA-256 is not the listed one");
      } else {
        equal++;
        out.println("equal      " + name);
      }
    }
  }

  private void compare(Path a, Path b) throws IOException {
    Comparison comparison = new Comparison(new Tolerance(within));
    for (String name : union(RunFiles.of(a), RunFiles.of(b))) {
      if (!Files.exists(b.resolve(name))) {
        fault("missing", name, "only in " + a);
      } else if (!Files.exists(a.resolve(name))) {
        fault("missing", name, "only in " + b);
      } else {
        Difference difference = comparison.of(a.resolve(name), b.resolve(name));
        if (difference instanceof Difference.None) {
          equal++;
          out.println("equal      " + name);
        } else if (difference instanceof Difference.Tolerable tolerable) {
          close++;
          out.println("close      %s (%s)".formatted(name, tolerable.how()));
        } else if (difference instanceof Difference.Real real) {
          fault("different", name, real.where());
        }
      }
    }
  }

  private void fault(String what, String name, String where) {
    String place = where.isEmpty() ? "" : " (" + where + ")";
    out.println("%-10s %s%s".formatted(what, name, place));
    faults.add(what + " " + name + place);
  }

  private static Iterable<String> union(Iterable<String> a, Iterable<String> b) {
    TreeSet<String> names = new TreeSet<>();
    a.forEach(names::add);
    b.forEach(names::add);
    return names;
  }
}
