package org.pragnanz.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.pragnanz.trial.Contrast;

/**
 * Every parameter of a run: what was given, else the schema's default.
 *
 * @param values by name in the schema's order; null nodes where there is neither
 */
record Study(Map<String, JsonNode> values) {
  static Study of(Schema schema, Given given) {
    Map<String, JsonNode> values = new LinkedHashMap<>();
    schema
        .parameters()
        .forEach(
            (name, parameter) -> {
              JsonNode preset = parameter.rule().path("default");
              JsonNode value =
                  given
                      .values()
                      .getOrDefault(name, preset.isMissingNode() ? NullNode.instance : preset);
              values.put(name, value.isFloatingPointNumber() ? plain(value) : value);
            });
    Study study = new Study(values);
    if (!study.has("weakest") && study.values.get("bottom").isInt()) {
      boolean alone = study.text("contrast").equals("weakest");
      values.put("weakest", IntNode.valueOf(Contrast.weakest(alone, (int) study.number("bottom"))));
    }
    return study;
  }

  private static JsonNode plain(JsonNode number) {
    return DecimalNode.valueOf(new BigDecimal(Json.text(number)));
  }

  boolean has(String name) {
    return Given.isSaid(values.get(name));
  }

  String text(String name) {
    return Json.text(values.get(name));
  }

  long number(String name) {
    return values.get(name).asLong();
  }

  boolean isPhantom() {
    return text("model").equals("phantom");
  }

  /** The folders of the runs to compare. */
  List<String> runs() {
    return has("compare")
        ? Arrays.stream(text("compare").split(","))
            .map(String::strip)
            .filter(run -> !run.isEmpty())
            .toList()
        : List.of();
  }

  JsonNode toJson() {
    return Json.MAPPER.valueToTree(values);
  }
}
