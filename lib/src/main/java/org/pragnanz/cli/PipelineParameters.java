package org.pragnanz.cli;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StreamTokenizer;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The pipeline's parameters, as {@code nextflow_schema.json} describes them. An option of a tool
 * that has a parameter's name is that parameter: its help, default and range stand there alone.
 */
final class PipelineParameters {
  private static final String SCHEMA = "/nextflow_schema.json";
  private static final Map<String, Parameter> ALL = read();

  private PipelineParameters() {}

  /**
   * One parameter.
   *
   * @param description a sentence without its full stop
   * @param preset its default, or null
   */
  record Parameter(String description, String preset, Constraint constraint) {}

  /** The parameter that an option such as {@code --trials-per-unit} sets, or null. */
  static Parameter of(String option) {
    return ALL.get(option.substring(2).replace('-', '_'));
  }

  private static Map<String, Parameter> read() {
    Map<String, Parameter> all = new LinkedHashMap<>();
    for (Object group : ((Map<?, ?>) schema().get("$defs")).values()) {
      Map<?, ?> properties = (Map<?, ?>) ((Map<?, ?>) group).get("properties");
      for (Map.Entry<?, ?> property : properties.entrySet()) {
        all.put((String) property.getKey(), parameter((Map<?, ?>) property.getValue()));
      }
    }
    return all;
  }

  /**
   * The schema as maps, lists and texts. By the JDK alone: every tool reads it as it starts, and
   * the classes of a library for JSON take longer to load than all else that a small tool does.
   */
  static Map<?, ?> schema() {
    try (Reader text =
        new InputStreamReader(
            PipelineParameters.class.getResourceAsStream(SCHEMA), StandardCharsets.UTF_8)) {
      StreamTokenizer json = new StreamTokenizer(text);
      json.resetSyntax();
      json.whitespaceChars(0, ' ');
      json.wordChars('0', '9');
      json.wordChars('a', 'z');
      json.wordChars('E', 'E');
      json.wordChars('+', '+');
      json.wordChars('-', '.');
      json.quoteChar('"');
      json.nextToken();
      return (Map<?, ?>) value(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Parameter parameter(Map<?, ?> property) {
    return new Parameter(
        text(property, "description", null),
        text(property, "default", null),
        new Constraint(
            texts(property, "enum"),
            text(property, "pattern", ""),
            texts(property, "examples"),
            Double.parseDouble(text(property, "minimum", "-Infinity")),
            Double.parseDouble(text(property, "maximum", "Infinity"))));
  }

  private static String text(Map<?, ?> property, String key, String otherwise) {
    String text = (String) property.get(key);
    return text == null ? otherwise : text;
  }

  private static List<String> texts(Map<?, ?> property, String key) {
    List<String> texts = new ArrayList<>();
    if (property.get(key) instanceof List<?> list) {
      for (Object text : list) {
        texts.add((String) text);
      }
    }
    return texts;
  }

  /** A map, a list, or the text of anything else; the reader stands on its last token. */
  private static Object value(StreamTokenizer json) throws IOException {
    if (json.ttype == '{') {
      Map<String, Object> map = new LinkedHashMap<>();
      while (json.nextToken() != '}') {
        if (json.ttype != ',') {
          String name = json.sval;
          json.nextToken(); // the colon
          json.nextToken();
          map.put(name, value(json));
        }
      }
      return map;
    }
    if (json.ttype == '[') {
      List<Object> list = new ArrayList<>();
      while (json.nextToken() != ']') {
        if (json.ttype != ',') {
          list.add(value(json));
        }
      }
      return list;
    }
    return json.sval;
  }
}
