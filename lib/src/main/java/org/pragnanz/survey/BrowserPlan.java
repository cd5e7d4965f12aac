package org.pragnanz.survey;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A plan as a browser gets it: images and their places, and nothing that tells a basis, a unit, a
 * kind or an answer.
 *
 * @param session the session's id
 * @param main main and catch trials
 * @param language of the page's texts
 * @param position index of the first trial that is not answered
 */
@JsonPropertyOrder({"session", "practice", "main", "language", "position"})
public record BrowserPlan(
    String session, List<Item> practice, List<Item> main, String language, int position) {

  /**
   * A trial.
   *
   * @param index its place in the session, from 0
   * @param references paths of images, relative to the page
   * @param queries the one on the left, then the one on the right
   */
  @JsonPropertyOrder({"index", "references", "contrasts", "queries"})
  public record Item(
      int index, List<String> references, List<String> contrasts, List<String> queries) {}

  /**
   * @param trials the study's, by key
   */
  public static BrowserPlan of(
      Plan plan, Map<String, SurveyTrial> trials, String session, String language, int position) {
    List<Item> items = new ArrayList<>();
    for (String key : plan.keys()) {
      SurveyTrial trial = trials.get(key);
      items.add(
          new Item(
              items.size(),
              paths(trial.references()),
              paths(trial.contrasts()),
              paths(trial.queries())));
    }
    int practice = plan.practice().size();
    return new BrowserPlan(
        session,
        List.copyOf(items.subList(0, practice)),
        List.copyOf(items.subList(practice, items.size())),
        language,
        position);
  }

  private static List<String> paths(List<String> names) {
    return names.stream().map(SurveyFolder::image).toList();
  }
}
