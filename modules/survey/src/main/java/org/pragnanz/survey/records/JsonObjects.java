package org.pragnanz.survey.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/**
 * The JSON objects of a text, whether each has a line, they stand in an array, or arrays and
 * objects follow each other without anything between, as JATOS joins its results. An object that is
 * cut off or broken takes no other with it.
 */
final class JsonObjects {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final String BETWEEN = "[],\uFEFF";

  private final String text;
  private final List<Found> found = new ArrayList<>();
  private int line = 1;

  /**
   * Something that starts like an object, or what stands where none may.
   *
   * @param row its place in the file, from 1
   * @param line where it starts, from 1
   * @param object a missing node where it is broken
   */
  record Found(int row, int line, JsonNode object) {
    boolean broken() {
      return object.isMissingNode();
    }
  }

  private JsonObjects(String text) {
    this.text = text;
  }

  /** What the text holds, in order. */
  static List<Found> of(String text) {
    return new JsonObjects(text).all();
  }

  private List<Found> all() {
    JsonNode missing = JSON.missingNode();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '{') {
        int end = end(at);
        JsonNode object = parsed(at, end);
        add(object);
        // Of a broken object the line is lost, at most: the next may be whole.
        int next = object.isMissingNode() ? lineEnd(at) : end;
        line += (int) text.substring(at, next).chars().filter(each -> each == '\n').count();
        at = next;
      } else if (Character.isWhitespace(c) || BETWEEN.indexOf(c) >= 0) {
        line += c == '\n' ? 1 : 0;
        at++;
      } else {
        add(missing);
        at = lineEnd(at);
      }
    }
    return found;
  }

  private void add(JsonNode object) {
    found.add(new Found(found.size() + 1, line, object));
  }

  private int lineEnd(int at) {
    int end = text.indexOf('\n', at);
    return end < 0 ? text.length() : end;
  }

  /** Behind the brace that closes the one here; the text's end where none does. */
  private int end(int start) {
    int depth = 0;
    boolean quoted = false;
    for (int at = start; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '\\' && quoted) {
        at++;
      } else if (c == '"') {
        quoted = !quoted;
      } else if (!quoted && c == '{') {
        depth++;
      } else if (!quoted && c == '}' && --depth == 0) {
        return at + 1;
      }
    }
    return text.length();
  }

  private JsonNode parsed(int start, int end) {
    try {
      return JSON.readTree(text.substring(start, end));
    } catch (JsonProcessingException e) {
      return JSON.missingNode();
    }
  }
}
