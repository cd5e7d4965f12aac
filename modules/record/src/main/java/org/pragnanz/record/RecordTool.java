package org.pragnanz.record;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.pragnanz.cli.Progress;
import org.pragnanz.cli.Tool;
import org.pragnanz.cli.options.OutFolder;
import org.pragnanz.fault.UsageException;
import org.pragnanz.files.Checksums;
import org.pragnanz.files.Output;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Records what a run's results are and how they came to be. */
@Command(
    name = "record",
    description = {
      "Lists the digests of a run's results, and describes the run as an RO-Crate.",
      """

      Neither holds a clock, a host or a path of this machine: the crate's date is that of the code's
      revision, so that the same study gives the same crate.
      Sources: https://w3id.org/ro/crate/1.1, https://w3id.org/ro/wfrun/process/0.5"""
    },
    footer =
        """
        Inputs
          --results  a folder that holds the results as they are published
          --input    files that the user gave

        Outputs
          --out  ro-crate-metadata.json, an RO-Crate 1.1 with the Process Run Crate profile, and
                 checksums.sha256, the digest of every result and of the crate (sha256sum --check reads
                 it, pragnanz verify too)

        Example
          pragnanz record --results results/exp2 --parameter model=resnet50 --date 2026-01-31 --out .""")
public final class RecordTool extends Tool {
  @Option(names = "--results", required = true, paramLabel = "DIR", description = "The results")
  Path results;

  @Option(names = "--input", description = "Files that the user gave, such as weights and lists")
  List<Path> inputs;

  @Option(names = "--parameter", paramLabel = "NAME=VALUE", description = "What shapes the results")
  List<String> parameters;

  @Option(names = "--revision", defaultValue = "unknown", description = "Revision of the code")
  String revision;

  @Option(names = "--date", required = true, paramLabel = "YYYY-MM-DD", description = "Its date")
  String date;

  @Option(names = "--orcid", paramLabel = "ID")
  Optional<String> orcid;

  @Mixin OutFolder out;

  @Override
  protected void validateArguments() {
    try {
      LocalDate.parse(date);
    } catch (DateTimeParseException e) {
      throw new UsageException("--date must be a date such as 2026-01-31, not '" + date + "'.");
    }
    for (String parameter : parameters) {
      if (parameter.indexOf('=') < 1) {
        throw new UsageException("--parameter needs NAME=VALUE, not '" + parameter + "'.");
      }
    }
  }

  @Override
  protected void run() throws IOException {
    Map<String, String> digests = new TreeMap<>();
    List<String> names = RunFiles.of(results);
    try (Progress progress = new Progress("files", names.size())) {
      for (String name : names) {
        digests.put(name, Checksums.sha256(results.resolve(name)));
        progress.add(1);
      }
    }
    Crate crate = new Crate(results, digests, revision, date);
    for (Path input : inputs) {
      crate.input(input.getFileName().toString(), Checksums.sha256(input));
    }
    for (String parameter : parameters) {
      int equals = parameter.indexOf('=');
      crate.parameter(parameter.substring(0, equals), parameter.substring(equals + 1));
    }
    orcid.ifPresent(crate::agent);
    String json =
        new ObjectMapper()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .writeValueAsString(crate.graph());
    Output.text(out.file(RunFiles.CRATE), json + "\n");
    digests.put(RunFiles.CRATE, Checksums.sha256(out.file(RunFiles.CRATE)));
    Checksums.write(out.file(Checksums.LIST), digests);
  }
}
