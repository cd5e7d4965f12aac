package org.pragnanz.check;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The parameters that there are.
 *
 * @param text the whole of {@code nextflow_schema.json}
 * @param parameters by name, in the schema's order
 */
record Schema(String text, Map<String, Parameter> parameters) {
  /**
   * One parameter.
   *
   * @param rule its part of the schema
   */
  record Parameter(String name, JsonNode rule) {
    String type() {
      return rule.path("type").asText();
    }

    /** Whether the value names a file or a folder that must be there. */
    boolean isPath() {
      return isFile() || rule.path("format").asText().equals("path");
    }

    boolean isFile() {
      return rule.path("format").asText().equals("file-path");
    }
  }

  static Schema read(Path file) throws IOException {
    String text = Files.readString(file);
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    JsonNode groups = Json.MAPPER.readTree(text).path("$defs");
    for (Map.Entry<String, JsonNode> group : groups.properties()) {
      for (Map.Entry<String, JsonNode> rule : group.getValue().path("properties").properties()) {
        parameters.put(rule.getKey(), new Parameter(rule.getKey(), rule.getValue()));
      }
    }
    return new Schema(text, parameters);
  }
}
