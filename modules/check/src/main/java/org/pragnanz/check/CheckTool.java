package org.pragnanz.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.pragnanz.cli.Tool;
import org.pragnanz.fault.InputException;
import org.pragnanz.fault.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Checks and completes the parameters of a run. */
@Command(
    name = "check",
    description = {
      "Checks the pipeline's parameters, and prints them completed by their defaults.",
      """

      Every fault is one line: an unknown name, a value that the schema forbids, a file that is not
      there, parameters that do not fit together or ask for more images than there are."""
    },
    footer =
        """
        Inputs
          --parameters  JSON, an object of the parameters that were given by name
          --project     folder with nextflow_schema.json and the page's languages

        Outputs
          on standard output, JSON: parameters (all by name), work_bytes (what the work folder is
          going to hold, to about a factor of two; null where that cannot be told from here)

        Example
          echo '{"model": "phantom", "top": 300}' | \\
            pragnanz check --project . --parameters /dev/stdin""")
public final class CheckTool extends Tool {
  @Option(
      names = "--parameters",
      required = true,
      paramLabel = "F",
      description = "The parameters that were given")
  Path parameters;

  @Option(
      names = "--project",
      required = true,
      paramLabel = "DIR",
      description = "The pipeline's folder")
  Path project;

  @Override
  protected void run() throws IOException {
    Schema schema = Schema.read(project.resolve("nextflow_schema.json"));
    Given given = Given.of(schema, given());
    Study study = Study.of(schema, given);
    List<String> faults = new Faults(schema, given, study, project).all();
    if (!faults.isEmpty()) {
      throw new UsageException(String.join("\n", faults));
    }
    ObjectNode result = Json.MAPPER.createObjectNode();
    result.set("parameters", study.toJson());
    result.set("work_bytes", Json.MAPPER.valueToTree(WorkFolder.bytes(study)));
    System.out.println(Json.MAPPER.writeValueAsString(result));
  }

  private JsonNode given() throws IOException {
    try (InputStream json = Files.newInputStream(parameters)) {
      JsonNode tree = Json.MAPPER.readTree(json);
      if (tree.isObject()) {
        return tree;
      }
    } catch (JsonProcessingException e) {
      throw new InputException(
          "%s is no JSON (%s).".formatted(parameters, e.getOriginalMessage()), e);
    }
    throw new InputException(parameters + " is no JSON object of parameters by name.");
  }
}
