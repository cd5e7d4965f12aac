package org.pragnanz.survey;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.util.List;
import org.pragnanz.trial.Kind;

/**
 * A trial as the survey shows it, with its answer.
 *
 * @param key names it in plans and records; says nothing of it
 * @param id its name in {@code trials.json}
 * @param side of the query that is to be chosen
 * @param references names of images, row by row; the file is {@code site/images/<name>.jpg}
 * @param contrasts names of images, row by row
 * @param queries names of images, first the one on the left
 */
@JsonPropertyOrder({
  "key",
  "id",
  "kind",
  "layer",
  "channel",
  "basis",
  "side",
  "references",
  "contrasts",
  "queries"
})
public record SurveyTrial(
    String key,
    String id,
    Kind kind,
    String layer,
    int channel,
    String basis,
    Side side,
    List<String> references,
    List<String> contrasts,
    List<String> queries) {
  public SurveyTrial {
    references = List.copyOf(references);
    contrasts = List.copyOf(contrasts);
    queries = List.copyOf(queries);
  }
}
