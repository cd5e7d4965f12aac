package org.pragnanz.survey;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.pragnanz.files.Output;

/**
 * The responses as a Psych-DS dataset: {@code data/study-<name>_data.csv} and {@code
 * dataset_description.json}, which describes it and every column in the terms of schema.org.
 */
final class PsychDs {
  private static final ObjectMapper JSON = new ObjectMapper();

  private PsychDs() {}

  /** Replaces the folder. */
  static void write(Study study, List<Participation> sessions, Path folder) throws IOException {
    Output.folder(
        folder,
        made -> {
          Path data = made.resolve("data").resolve("study-" + value(study) + "_data.csv");
          ResponseTables.write(data, study, sessions, ResponseTables::isResult);
          Output.text(made.resolve("dataset_description.json"), description(study));
          Output.text(made.resolve("README.md"), readme(study));
        });
  }

  /** Values in file names are letters and digits. */
  private static String value(Study study) {
    String value = study.experiment().replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    return value.isEmpty() ? study.study() : value;
  }

  private static String description(Study study) throws IOException {
    ObjectNode root = JSON.createObjectNode();
    root.put("@context", "https://schema.org/")
        .put("@type", "Dataset")
        .put(
            "name", "Visual coherence of the units of " + study.model() + ": " + study.experiment())
        .put("description", about(study))
        .put("schemaVersion", "Psych-DS 0.4.0");
    ArrayNode variables = root.putArray("variableMeasured");
    for (Column<PersonResponse> column : PersonResponse.COLUMNS) {
      variables
          .addObject()
          .put("@type", "PropertyValue")
          .put("name", column.name())
          .put("description", column.description());
    }
    root.putArray("keywords").add("interpretability").add("psychophysics").add("visual coherence");
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root).replace("\r\n", "\n")
        + "\n";
  }

  private static String about(Study study) {
    return ("Answers of participants to trials of experiment %s (survey %s): which of two query"
            + " images matches the reference images, which activate a unit of the network %s"
            + " strongly? Bases: %s. One row a main or catch trial of a complete session.")
        .formatted(
            study.experiment(), study.study(), study.model(), String.join(", ", study.bases()));
  }

  private static String readme(Study study) {
    return "# "
        + study.experiment()
        + "\n\n"
        + about(study)
        + " The columns are described in `dataset_description.json`.\n";
  }
}
