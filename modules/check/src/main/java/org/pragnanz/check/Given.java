package org.pragnanz.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the user and the profile gave, over the parameters of the published run that is to be
 * repeated.
 *
 * @param values by name, also by names that are no parameters'
 * @param recorded files by the parameters that the published run was given them by
 */
record Given(Map<String, JsonNode> values, Map<String, String> recorded) {
  static final String CRATE = "ro-crate-metadata.json";

  /**
   * @param json an object; what is null was not given
   */
  static Given of(Schema schema, JsonNode json) throws IOException {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    Map<String, String> recorded = new LinkedHashMap<>();
    for (JsonNode part : published(json.path("reference").asText())) {
      Schema.Parameter parameter = schema.parameters().get(part.path("name").asText());
      if (parameter != null && part.path("@type").asText().equals("PropertyValue")) {
        if (parameter.isPath()) {
          recorded.put(parameter.name(), part.path("value").asText());
        } else {
          values.put(parameter.name(), typed(part.path("value"), parameter.type()));
        }
      }
    }
    for (Map.Entry<String, JsonNode> entry : json.properties()) {
      if (!entry.getValue().isNull()) {
        Schema.Parameter parameter = schema.parameters().get(entry.getKey());
        values.put(
            entry.getKey(), typed(entry.getValue(), parameter == null ? "" : parameter.type()));
      }
    }
    return new Given(values, recorded);
  }

  /** Whether a parameter was given, and not as an empty text, as no or as 0. */
  boolean has(String name) {
    return isSaid(values.get(name));
  }

  String text(String name) {
    return Json.text(values.get(name));
  }

  static boolean isSaid(JsonNode value) {
    return value != null
        && (value.isTextual()
            ? !value.asText().isEmpty()
            : value.isNumber() ? value.decimalValue().signum() != 0 : value.asBoolean());
  }

  private static JsonNode published(String reference) throws IOException {
    Path crate = Path.of(reference).resolve(CRATE);
    return reference.isEmpty() || !Files.exists(crate)
        ? Json.MAPPER.createArrayNode()
        : Json.MAPPER.readTree(crate.toFile()).path("@graph");
  }

  /** Nextflow reads a folder named 2012 as a number, and 1e-5 as text; a crate holds text alone. */
  private static JsonNode typed(JsonNode value, String type) {
    if (value.isTextual()) {
      String text = value.asText();
      return switch (type) {
        case "integer" ->
            text.matches("-?\\d{1,18}") ? LongNode.valueOf(Long.parseLong(text)) : value;
        case "boolean" ->
            text.matches("true|false") ? BooleanNode.valueOf(text.equals("true")) : value;
        case "number" -> number(text, value);
        default -> value;
      };
    }
    return value.isNumber() && type.equals("string") ? TextNode.valueOf(value.asText()) : value;
  }

  private static JsonNode number(String text, JsonNode otherwise) {
    try {
      return DecimalNode.valueOf(new BigDecimal(text));
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }
}
