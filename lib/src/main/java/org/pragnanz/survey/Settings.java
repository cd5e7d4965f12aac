package org.pragnanz.survey;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;

/**
 * What the page must know of a study before a session starts.
 *
 * @param languages of the page's texts, the default first
 * @param practice practice trials a session
 * @param main main and catch trials a session
 * @param passMark practice trials that must be right
 * @param confidence whether participants are asked how sure they are
 * @param minWidth of the window, in CSS pixels
 * @param minHeight of the window, in CSS pixels
 */
@JsonPropertyOrder({
  "languages",
  "practice",
  "main",
  "passMark",
  "confidence",
  "minWidth",
  "minHeight"
})
public record Settings(
    List<String> languages,
    int practice,
    int main,
    int passMark,
    boolean confidence,
    int minWidth,
    int minHeight) {
  public Settings {
    languages = List.copyOf(languages);
  }
}
