package org.pragnanz.check;

import com.fasterxml.jackson.databind.JsonNode;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import dev.harrel.jsonschema.providers.JacksonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.pragnanz.fault.Nearest;

/** All that is wrong with the parameters, a sentence each. */
final class Faults {
  private static final Map<String, String> TYPES =
      Map.of(
          "integer", "a whole number",
          "number", "a number",
          "string", "text",
          "boolean", "true or false");

  private final Schema schema;
  private final Given given;
  private final Study study;
  private final Path project;

  Faults(Schema schema, Given given, Study study, Path project) {
    this.schema = schema;
    this.given = given;
    this.study = study;
    this.project = project;
  }

  /** None where the parameters are sound. Files are looked at where every value is of its kind. */
  List<String> all() throws IOException {
    List<String> faults = new ArrayList<>(unknown());
    List<String> unsound = unsound();
    faults.addAll(unsound);
    if (unsound.isEmpty()) {
      faults.addAll(new Named(schema, given, study).faults());
      faults.addAll(new Misfits(given, study, project).faults());
    }
    return faults;
  }

  private List<String> unknown() {
    // Nextflow stores --unit-count under unitCount too; one line is enough for both.
    Map<String, Set<String>> names = new TreeMap<>();
    given.values().keySet().stream()
        .filter(name -> !schema.parameters().containsKey(name))
        .forEach(name -> names.computeIfAbsent(plain(name), key -> new TreeSet<>()).add(name));
    return names.values().stream()
        .map(
            same -> {
              String name = same.iterator().next();
              return "There is no parameter --%s; %s"
                  .formatted(
                      name,
                      Nearest.meant(name, schema.parameters().keySet(), Faults::plain)
                          .map("did you mean --%s?"::formatted)
                          .orElse("--help lists them."));
            })
        .toList();
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_]", "");
  }

  /** What the schema itself forbids. */
  private List<String> unsound() {
    JsonNode values = Json.MAPPER.valueToTree(given.values());
    Validator.Result result =
        new ValidatorFactory()
            .withJsonNodeFactory(new JacksonNode.Factory())
            .validate(schema.text(), values);
    Set<String> faults = new LinkedHashSet<>();
    for (dev.harrel.jsonschema.Error error : result.getErrors()) {
      if (!error.getInstanceLocation().isEmpty()) {
        faults.add(fault(error.getInstanceLocation().substring(1), error));
      }
    }
    return List.copyOf(faults);
  }

  private String fault(String name, dev.harrel.jsonschema.Error error) {
    Schema.Parameter parameter = schema.parameters().get(name);
    JsonNode rule = parameter.rule();
    if (error.getKeyword().equals("type") && given.values().get(name).isBoolean()) {
      return "--%s needs a value.".formatted(name);
    }
    String wanted =
        switch (error.getKeyword()) {
          case "type" -> "must be " + TYPES.get(parameter.type());
          case "minimum" -> "must be at least " + Json.text(rule.path("minimum"));
          case "maximum" -> "must be at most " + Json.text(rule.path("maximum"));
          case "pattern" -> "must look like " + texts(rule.path("examples"), " or ");
          case "enum" -> "must be one of " + texts(rule.path("enum"), ", ");
          default -> "is not valid (%s)".formatted(error.getError());
        };
    return "--%s %s, not '%s'.".formatted(name, wanted, given.text(name));
  }

  private static String texts(JsonNode values, String separator) {
    return String.join(
        separator,
        StreamSupport.stream(values.spliterator(), false).map(JsonNode::asText).toList());
  }
}
