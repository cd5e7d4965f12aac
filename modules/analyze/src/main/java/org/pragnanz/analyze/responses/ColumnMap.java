package org.pragnanz.analyze.responses;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.pragnanz.data.Unit;
import org.pragnanz.fault.InputException;
import org.pragnanz.files.Csv;
import org.pragnanz.trial.Kind;

/**
 * Another study's trial table, read as it is: which of its columns holds what, and which of its
 * rows count (docs/responses.md describes the file).
 *
 * @param fields where each thing is found, by its name
 * @param unit one column that names the unit, or {@code layer} and {@code channel} are fields
 * @param rows what a row of each kind holds; the first kind that fits is the row's
 * @param time reaction time, where there is one
 */
record ColumnMap(
    Map<String, Field> fields, boolean unit, Map<Kind, List<Filter>> rows, Optional<Time> time)
    implements Layout {
  private static final List<String> NEEDED =
      List.of("experiment", "model", "basis", "participant", "correct");
  private static final Set<String> OTHERS =
      Set.of("unit", "layer", "channel", "trial", "simulated", "rt", "rows");

  /**
   * A column, with other names for its values where they are given: a value without one then leaves
   * the row out. Or the same value in every row.
   */
  private record Field(String column, Map<String, String> values, Optional<String> constant) {
    Optional<String> of(Csv.Row row) {
      if (constant.isPresent()) {
        return constant;
      }
      String text = row.filled(column);
      return values.isEmpty() ? Optional.of(text) : Optional.ofNullable(values.get(text));
    }
  }

  private record Filter(String column, Set<String> values) {
    boolean admits(Csv.Row row) {
      return values.contains(row.text(column).strip().toLowerCase(Locale.ROOT));
    }
  }

  private record Time(String column, double microseconds) {}

  @Override
  public Optional<Answer> answer(Csv.Row row) {
    Optional<Kind> kind =
        rows.isEmpty()
            ? Optional.of(Kind.MAIN)
            : rows.entrySet().stream()
                .filter(e -> e.getValue().stream().allMatch(f -> f.admits(row)))
                .map(Map.Entry::getKey)
                .findFirst();
    if (kind.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> found = new HashMap<>();
    for (Map.Entry<String, Field> field : fields.entrySet()) {
      Optional<String> value = field.getValue().of(row);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      found.put(field.getKey(), value.get());
    }
    return Optional.of(
        new Answer(
            new Condition(
                new Study(found.get("experiment"), found.get("model")), found.get("basis")),
            found.get("participant"),
            kind.get(),
            unit ? new Unit(found.get("unit"), -1) : new Unit(found.get("layer"), channel(row)),
            found.getOrDefault("trial", "row " + row.line()),
            flag(row, "correct", found.get("correct")),
            time.map(t -> Math.round(t.microseconds * row.time(t.column))).orElse(0L),
            flag(row, "simulated", found.getOrDefault("simulated", "0"))));
  }

  private int channel(Csv.Row row) {
    String text = fields.get("channel").of(row).orElse("");
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw row.fault(
          fields.get("channel").column, "holds '%s', not a whole number".formatted(text));
    }
  }

  private boolean flag(Csv.Row row, String field, String value) {
    return Csv.flag(value)
        .orElseThrow(
            () ->
                row.fault(
                    fields.get(field).column,
                    "holds '%s', not 0, 1, false or true; give its \"values\" in the map of columns"
                        .formatted(value)));
  }

  /**
   * Reads a map of columns.
   *
   * @throws InputException where it is no JSON, or an entry is missing or not known
   */
  static ColumnMap read(Path file) throws IOException {
    try {
      return new Reader(file).map(new ObjectMapper().readTree(file.toFile()));
    } catch (JsonProcessingException e) {
      throw new InputException("%s is no JSON: %s.".formatted(file, e.getOriginalMessage()), e);
    }
  }

  /** Reads the parts of a map, with errors that name it. */
  private record Reader(Path file) {
    ColumnMap map(JsonNode json) {
      json.fieldNames()
          .forEachRemaining(
              name -> {
                if (!NEEDED.contains(name) && !OTHERS.contains(name)) {
                  throw fault(
                      "has an entry \"%s\" that means nothing; there are %s, %s"
                          .formatted(
                              name,
                              String.join(", ", NEEDED),
                              String.join(", ", OTHERS.stream().sorted().toList())));
                }
              });
      boolean named = json.has("unit");
      Map<String, Field> fields = new LinkedHashMap<>();
      for (String name : NEEDED) {
        fields.put(name, field(name, required(json, name)));
      }
      for (String name : named ? List.of("unit") : List.of("layer", "channel")) {
        fields.put(name, field(name, required(json, name)));
      }
      for (String name : List.of("trial", "simulated")) {
        if (json.has(name)) {
          fields.put(name, field(name, json.get(name)));
        }
      }
      Map<Kind, List<Filter>> rows = new LinkedHashMap<>();
      for (Kind kind : List.of(Kind.CATCH, Kind.PRACTICE, Kind.MAIN)) {
        if (json.path("rows").has(kind.label())) {
          rows.put(kind, filters(json.get("rows").get(kind.label())));
        }
      }
      if (json.has("rows") && !rows.containsKey(Kind.MAIN)) {
        throw fault("says in \"rows\" nothing of \"main\"; name the values of its rows");
      }
      return new ColumnMap(
          fields, named, rows, Optional.ofNullable(json.get("rt")).map(this::time));
    }

    private JsonNode required(JsonNode json, String name) {
      if (!json.has(name)) {
        throw fault(
            "has no \"%s\"; name its column, or give {\"constant\": \"...\"}".formatted(name));
      }
      return json.get(name);
    }

    private Field field(String name, JsonNode json) {
      if (json.isTextual()) {
        return new Field(json.asText(), Map.of(), Optional.empty());
      }
      if (json.has("constant")) {
        return new Field(name, Map.of(), Optional.of(json.get("constant").asText()));
      }
      if (!json.path("column").isTextual()) {
        throw fault("gives \"%s\" neither a column nor a constant".formatted(name));
      }
      Map<String, String> values = new HashMap<>();
      json.path("values").properties().forEach(e -> values.put(e.getKey(), e.getValue().asText()));
      return new Field(json.get("column").asText(), values, Optional.empty());
    }

    private static List<Filter> filters(JsonNode json) {
      List<Filter> filters = new ArrayList<>();
      json.properties()
          .forEach(
              e -> {
                Set<String> values = new HashSet<>();
                (e.getValue().isArray() ? e.getValue() : List.of(e.getValue()))
                    .forEach(v -> values.add(v.asText().toLowerCase(Locale.ROOT)));
                filters.add(new Filter(e.getKey(), values));
              });
      return filters;
    }

    private Time time(JsonNode json) {
      String column = json.path("column").asText();
      double scale =
          switch (json.path("unit").asText()) {
            case "s" -> 1e6;
            case "ms" -> 1e3;
            default -> throw fault("gives \"rt\" no unit; it is \"s\" or \"ms\"");
          };
      if (column.isEmpty()) {
        throw fault("gives \"rt\" no column");
      }
      return new Time(column, scale);
    }

    private InputException fault(String what) {
      return new InputException("%s %s.".formatted(file, what));
    }
  }
}
