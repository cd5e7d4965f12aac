package org.pragnanz.survey.records;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One record (docs/survey.md) and where it stands.
 *
 * @param file the file's name
 */
record Entry(String file, int row, int line, JsonNode object) {

  /** The record is not what it should be. */
  static final class Faulty extends RuntimeException {
    Faulty(String problem) {
      super(problem);
    }
  }

  String type() {
    return text("type").orElseThrow(() -> new Faulty("has no type"));
  }

  String session() {
    return text("session").orElseThrow(() -> new Faulty("has no session"));
  }

  Optional<String> text(String field) {
    JsonNode value = object.path(field);
    return value.isTextual() ? Optional.of(value.textValue()) : Optional.empty();
  }

  /** A whole number, of 0 or more. */
  int whole(String field) {
    JsonNode value = object.path(field);
    if (!value.canConvertToInt() || !value.isIntegralNumber() || value.intValue() < 0) {
      throw new Faulty("has no whole number in '" + field + "'");
    }
    return value.intValue();
  }

  /** A number of 0 or more. */
  double number(String field) {
    JsonNode value = object.path(field);
    if (!value.isNumber() || !(value.doubleValue() >= 0)) {
      throw new Faulty("has no number of 0 or more in '" + field + "'");
    }
    return value.doubleValue();
  }

  OptionalInt confidence() {
    JsonNode value = object.path("confidence");
    return value.isIntegralNumber() ? OptionalInt.of(value.intValue()) : OptionalInt.empty();
  }

  /** How many events of a type there were. */
  int events(String type) {
    int n = 0;
    for (JsonNode event : object.path("events")) {
      n += event.path("type").asText().equals(type) ? 1 : 0;
    }
    return n;
  }

  String json(String field) {
    JsonNode value = object.path(field);
    return value.isMissingNode() || value.isNull() ? "" : value.toString();
  }
}
